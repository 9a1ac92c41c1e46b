import type { IncomingMessage } from 'node:http'

/** A target that is a whole address. Clients send it to proxies, and every server must accept it (RFC 9112, 3.2.2). */
const absolute = /^https?:\/\/([^/?#]*)\/?(.*)$/i

/** The path that a request names. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return originForm(url).split('?', 1)[0] ?? url
}

/** Turns a whole address into a path and a `Host` header. The address counts more than the header that came. */
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
