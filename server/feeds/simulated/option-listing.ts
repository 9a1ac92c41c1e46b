import { expiryLabel, type ListedOption, type OptionKind } from '../../domain/instrument.js'
import type { UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { exchangeDay, exchangeDayStart, listedExpiries, listedSince, morningLookMs } from './expiry-calendar.js'
import type { MarketSettings } from './market-settings.js'
import { rememberLast } from './remember.js'
import { isOutgrown, ladderStrikes, missingStrikes, type Ladder } from './strike-ladder.js'
import { optionTickSize } from './tick-size.js'

/**
 * The listed options at any time, by expiry and strike, calls first.
 *
 * An expiry gets a ladder of strikes at the 08:00 at which it is listed. At each later 08:00 it gets those that are
 * missing if the market has outgrown the ladder. A listed strike stays until the expiry. So the strikes of a time are
 * those of all mornings since the listing, each with the forward of its time.
 */
export type OptionListing = (timeMs: UnixMs) => readonly ListedContract[]

export interface ListedContract {
  readonly instrument: ListedOption
  readonly listedMs: UnixMs
}

export type ForwardAt = (expiryMs: UnixMs, timeMs: UnixMs) => number

/** The listing of a currency. The yearly volatility decides how wide ladders are. */
export function optionListing(settings: MarketSettings, forwardAt: ForwardAt): OptionListing {
  let growing = new Map<UnixMs, GrowingExpiry>()
  const listedOn = rememberLast((day) => {
    const startMs = exchangeDayStart(day)
    const expiries = listedExpiries(startMs)
    growing = new Map(
      expiries.map((expiryMs) => [expiryMs, growing.get(expiryMs) ?? growingExpiry(expiryMs, settings)]),
    )
    return expiries.flatMap((expiryMs) => growing.get(expiryMs)?.contractsOn(day, forwardAt) ?? [])
  })
  return (timeMs) => listedOn(exchangeDay(timeMs))
}

interface GrowingExpiry {
  contractsOn(day: number, forwardAt: ForwardAt): readonly ListedContract[]
}

/** The contracts of an expiry. It goes on from the last day that was asked for, or starts over for an earlier one. */
function growingExpiry(expiryMs: UnixMs, { currency, annualVol, options }: MarketSettings): GrowingExpiry {
  const firstDay = exchangeDay(listedSince(expiryMs))
  let nextDay = firstDay
  let built: Ladder | null = null
  let contracts: readonly ListedContract[] = []
  const grow = (startMs: UnixMs, ladder: Ladder) => {
    const strikes = built
      ? missingStrikes(
          contracts.map(({ instrument }) => instrument.strikeUsd),
          ladder,
        )
      : ladderStrikes(ladder)
    const added = strikes.flatMap((strikeUsd) => bothKinds({ currency, expiryMs, strikeUsd }, options.lotCoin))
    contracts = [...contracts, ...added.map((instrument) => ({ instrument, listedMs: startMs }))].sort(byStrike)
    built = ladder
  }
  return {
    contractsOn(day, forwardAt) {
      if (day < nextDay - 1) [nextDay, built, contracts] = [firstDay, null, []]
      for (; nextDay <= day; nextDay++) {
        const startMs = exchangeDayStart(nextDay)
        const deviation = annualVol * Math.sqrt(yearsToExpiry(expiryMs, startMs))
        const ladder = { forwardUsd: forwardAt(expiryMs, morningLookMs(nextDay)), deviation }
        if (!built || isOutgrown(built, ladder)) grow(startMs, ladder)
      }
      return contracts
    },
  }
}

/** Both kinds of a strike stay in their order: calls first. */
function byStrike(a: ListedContract, b: ListedContract): number {
  return a.instrument.strikeUsd - b.instrument.strikeUsd
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
