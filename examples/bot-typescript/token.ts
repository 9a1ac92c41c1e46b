/** Gives out bearer tokens. */
export interface TokenSource {
  /** The one to send now. */
  current(): Promise<string>
  /** The server does not accept the current one, or not any more. Answers whether there may be another. */
  refused(): boolean
}

/** A token that does not change, as `npm run token` prints it. */
export function fixedToken(token: string): TokenSource {
  return { current: () => Promise.resolve(token), refused: () => false }
}

/** Tokens that expire: this address answers a new one whenever it is asked, as text. */
export function tokensFrom(url: string): TokenSource {
  let known: string | null = null
  return {
    current: async () => (known ??= await fetchToken(url)),
    refused() {
      known = null
      return true
    },
  }
}

async function fetchToken(url: string): Promise<string> {
  const response = await fetch(url)
  const text = (await response.text()).trim()
  if (!response.ok || !isToken(text)) throw new Error(`${url} gives no token: it answers ${response.status}`)
  return text
}

export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}
