import type { IncomingMessage } from 'node:http'

/** How many headers a request may have. Browsers and proxies send some 30. */
export const maxHeaders = 100

/**
 * Whether a request has more. Node keeps about one more than that (`maxHeadersCount`), and drops the others without a word. So
 * any header can be missing, also one that a proxy wrote.
 */
export function hasTooManyHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean {
  return rawHeaders.length > 2 * maxHeaders
}
