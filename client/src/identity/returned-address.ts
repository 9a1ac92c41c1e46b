/**
 * The address of a page to which an identity provider has sent somebody, with its code. Null: it is any other address. The
 * code goes from the address and from the history at once.
 */
export function takeReturnedAddress({ href }: Location, history: Pick<History, 'replaceState'>): string | null {
  const url = new URL(href)
  const { searchParams: query } = url
  if (!query.has('state') || !(query.has('code') || query.has('error'))) return null
  url.search = ''
  history.replaceState(null, '', url)
  return href
}
