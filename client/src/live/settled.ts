import type { LiveHeader } from './live-header.js'

interface OfAccount extends Pick<LiveHeader, 'freshness'> {
  readonly account: { readonly closedAt: string | null }
}

/** The figures of a closed account are its last ones: nothing is waited for, whatever the market does. */
export const settled = <Payload extends OfAccount>(payload: Payload): Payload =>
  payload.account.closedAt === null ? payload : { ...payload, freshness: 'LIVE' }
