import type { IncomingMessage } from 'node:http'

/** The path of the API, over HTTP and WebSocket. */
export const endpoint = '/graphql'

/** A target that is a whole address. Clients send it to proxies, and every server must accept it (RFC 9112, 3.2.2). */
const absolute = /^https?:\/\/([^/?#]*)\/?(.*)$/i

/** What a URL may hold: the rest must be percent-encoded. A fragment is not sent. */
const inUrl = /^\/[!"$-~]*$/

export interface Target {
  readonly path: string
  /** Null: the target has no host, so the `Host` header names it. */
  readonly host: string | null
}

/** The path that a request names. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return originForm(url).split('?', 1)[0] ?? url
}

/** Turns a whole address into a path. Null if the target is not one that a server must understand. */
export function takeTarget(request: IncomingMessage): Target | null {
  const { url = '', method } = request
  if (url === '*' && method === 'OPTIONS') return { path: url, host: null }
  const host = absolute.exec(url)?.[1] ?? null
  request.url = originForm(url)
  const path = pathOf(request)
  return inUrl.test(request.url) && canDecode(path) ? { path, host } : null
}

function originForm(url: string): string {
  return url.replace(absolute, '/$2')
}

function canDecode(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
