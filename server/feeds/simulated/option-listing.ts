import { expiryLabel, type ListedOption, type OptionKind } from '../../domain/instrument.js'
import type { UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { listedExpiries } from './expiry-calendar.js'
import type { MarketSettings } from './market-settings.js'
import { isOutgrown, ladderStrikes, type Ladder } from './strike-ladder.js'
import { optionTickSize } from './tick-size.js'

/** The listed expiries of one currency and their strikes. */
export interface OptionListing {
  /** Updates the listing. Answers what was added, and whether anything changed. */
  update(nowMs: UnixMs, forwardAt: (expiryMs: UnixMs) => number): ListingChange
}

interface ListingChange {
  readonly changed: boolean
  readonly added: readonly ListedOption[]
  readonly expiries: readonly UnixMs[]
}

interface ListedExpiry {
  ladder: Ladder
  readonly strikes: Set<number>
}

/** An empty listing. A listed strike stays until its expiry. The yearly volatility decides how wide ladders are. */
export function createOptionListing({ currency, annualVol, options }: MarketSettings): OptionListing {
  const listed = new Map<UnixMs, ListedExpiry>()
  return {
    update(nowMs, forwardAt) {
      const expiries = listedExpiries(nowMs)
      const gone = [...listed.keys()].filter((expiryMs) => !expiries.includes(expiryMs))
      for (const expiryMs of gone) listed.delete(expiryMs)
      const added = expiries.flatMap((expiryMs) => {
        const deviation = annualVol * Math.sqrt(yearsToExpiry(expiryMs, nowMs))
        const strikes = addStrikes(listed, expiryMs, { forwardUsd: forwardAt(expiryMs), deviation })
        return strikes.flatMap((strikeUsd) => bothKinds({ currency, expiryMs, strikeUsd }, options.lotCoin))
      })
      return { changed: gone.length > 0 || added.length > 0, added, expiries }
    },
  }
}

/** Lists the expiry's missing strikes and returns them. */
function addStrikes(listed: Map<UnixMs, ListedExpiry>, expiryMs: UnixMs, ladder: Ladder): number[] {
  const expiry = listed.get(expiryMs)
  if (expiry && !isOutgrown(expiry.ladder, ladder)) return []
  const known = expiry?.strikes ?? new Set<number>()
  const added = ladderStrikes(ladder).filter((strike) => !known.has(strike))
  for (const strike of added) known.add(strike)
  listed.set(expiryMs, { ladder, strikes: known })
  return added
}

type Contract = Pick<ListedOption, 'currency' | 'expiryMs' | 'strikeUsd'>

function bothKinds({ currency, expiryMs, strikeUsd }: Contract, lotCoin: number): ListedOption[] {
  return (['CALL', 'PUT'] as const).map((optionKind: OptionKind) => ({
    kind: 'OPTION',
    symbol: `${currency}-${expiryLabel(expiryMs)}-${strikeUsd}-${optionKind === 'CALL' ? 'C' : 'P'}`,
    currency,
    optionKind,
    strikeUsd,
    expiryMs,
    premiumUnit: 'COIN',
    tickSize: optionTickSize,
    amountUnit: 'COIN',
    lotSize: lotCoin,
    minOrderSize: lotCoin,
    contractSize: 1,
    makerCommission: null,
    takerCommission: null,
    state: 'OPEN',
  }))
}
