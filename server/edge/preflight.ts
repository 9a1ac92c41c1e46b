import { askedFirst } from './origin-rule.js'

/** What pages of other origins may send to the API. Any other header belongs to no request that it understands. */
export const crossOrigin = {
  methods: ['GET', 'POST'],
  allowedHeaders: [...askedFirst, 'accept', 'content-type', 'last-event-id'],
}

/** How long a browser may use the answer again, in seconds. */
const maxAge = 600

/** The headers that answer a CORS preflight. A page of an origin that is not listed gets none that allows anything. */
export function preflightHeaders(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  const vary = { Vary: 'Origin, Access-Control-Request-Headers' }
  if (origin === undefined || !allowedOrigins.includes(origin)) return vary
  return {
    ...vary,
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': crossOrigin.methods.join(', '),
    'Access-Control-Allow-Headers': crossOrigin.allowedHeaders.join(', '),
    'Access-Control-Max-Age': String(maxAge),
  }
}
