import type { KnownMarket, RecordedMarket } from './market-history.js'

/**
 * Names a recording to clients and on the command line: `DERIBIT:my-import`, `SIMULATED:W1`. The world of a simulated market is a
 * hash of its seed. Whoever had it could try seeds that are easily guessed, and know the future of the market. So what was recorded of
 * one is named by its number. No import has such a name: theirs have no capitals.
 */
export function recordingId({
  market,
  isImported,
  number,
}: Pick<KnownMarket, 'market' | 'isImported' | 'number'>): string {
  return market.source === 'SIMULATED' && !isImported ? `${market.source}:W${number}` : idByWorld(market)
}

/** Of a market whose world is no secret. */
export const idByWorld = ({ source, world }: RecordedMarket) => `${source}:${world}`
