import type { IncomingMessage } from 'node:http'

/** A target that is a whole address, as proxies are sent and every server has to take (RFC 9112, 3.2.2). */
const absolute = /^https?:\/\/([^/?#]*)\/?(.*)$/i

/** The path that a request names. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return originForm(url).split('?', 1)[0] ?? url
}

/** Has the request as if its host had come in the header, of which a whole address is the better one. */
export function takeOriginForm(request: IncomingMessage): void {
  const { url = '/' } = request
  const host = absolute.exec(url)?.[1]
  if (host === undefined) return
  request.headers.host = host
  request.url = originForm(url)
}

function originForm(url: string): string {
  return url.replace(absolute, '/$2')
}
