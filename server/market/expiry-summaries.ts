import type { MarketData } from '../domain/market-data.js'
import type { ExpirySummaries, ExpirySummary, OptionChain } from '../domain/option-chain.js'
import { msPerDay, type UnixMs } from '../domain/units.js'
import { roundTo } from '../lib/round.js'
import { sameFields } from '../lib/same.js'

/** When nothing but the days left changes, it counts as a change a thousand times a day: every 86 s. */
const partsOfDay = 1_000

/** The published expiries of one currency. `nowMs` is the market's own time. */
export function expirySummaries(
  { currency, source, freshness }: MarketData,
  chains: readonly OptionChain[],
  nowMs: UnixMs | null,
): Omit<ExpirySummaries, 'seq'> {
  const areHeard = nowMs !== null && chains.every(({ underlyingFreshness }) => underlyingFreshness === 'LIVE')
  return {
    currency,
    asOf: nowMs,
    source,
    freshness: chains.length === 0 ? freshness : areHeard ? 'LIVE' : 'STALE',
    expiries: chains.map((chain) => summaryOf(chain, nowMs)),
  }
}

function summaryOf(chain: OptionChain, nowMs: UnixMs | null): ExpirySummary {
  const { expiryMs, contracts, atmIv, underlyingPriceUsd, underlyingFreshness } = chain
  const daysToExpiry = nowMs === null ? null : roundTo((expiryMs - nowMs) / msPerDay, 4)
  return { expiryMs, daysToExpiry, contractCount: contracts.length, atmIv, underlyingPriceUsd, underlyingFreshness }
}

/** Whether readers would call them the same. */
export function sameSummaries(a: ExpirySummaries, b: ExpirySummaries): boolean {
  return (
    a.freshness === b.freshness &&
    a.expiries.length === b.expiries.length &&
    a.expiries.every((one, index) => sameSummary(one, b.expiries[index]))
  )
}

function sameSummary(a: ExpirySummary, b: ExpirySummary | undefined): boolean {
  return b !== undefined && sameFields(a, b, ['daysToExpiry']) && partOf(a) === partOf(b)
}

function partOf({ daysToExpiry }: ExpirySummary): number | null {
  return daysToExpiry === null ? null : Math.floor(daysToExpiry * partsOfDay)
}
