import { msPerDay, type UnixMs } from '../../domain/units.js'
import { rememberLast, rememberMany } from './remember.js'

/**
 * The last day of trades of a perpetual at any time. There is a trade every 2,048 ms, and each is a function of its
 * time. Spans of 128 trades, some four minutes, are summed once.
 */
export interface PerpetualTrade {
  readonly priceUsd: number
  readonly amountUsd: number
  /** Paid in funding until the next trade, as a share of a position. */
  readonly funding: number
}

/** What trades add up to, in the order of time. */
interface TradeSums {
  openUsd: number
  lastUsd: number
  highUsd: number
  lowUsd: number
  volumeUsd: number
  volumeCoin: number
  funding: number
}

export interface DayOfTrades {
  readonly day: Readonly<TradeSums>
  readonly fundingPaid8h: number
}

export const tradeEveryMs = 2 ** 11
const tradesInSpan = 2 ** 7
const spanMs = tradeEveryMs * tradesInSpan
/** Only whole spans leave. So a day has up to six minutes more. */
const spansInDay = spansIn(msPerDay)
const spansInEightHours = spansIn(msPerDay / 3)

/** Trades up to a time, that of the time included. */
export function dayOfTrades(tradeAt: (timeMs: UnixMs) => PerpetualTrade): (timeMs: UnixMs) => DayOfTrades {
  const wholeSpan = rememberMany(mostKeptSpans, (span) => sumsOfSpan(span, tradeAt))
  const sumsUntil = runningSpan(tradeAt)
  const before = rememberLast((span) => ({
    day: sumsBefore(span, spansInDay, wholeSpan),
    eightHours: sumsBefore(span, spansInEightHours, wholeSpan),
  }))
  return (timeMs) => {
    const span = Math.floor(timeMs / spanMs)
    const now = sumsUntil(span, timeMs)
    const { day, eightHours } = before(span)
    const sums = { ...day }
    append(sums, now)
    return { day: sums, fundingPaid8h: eightHours.funding + now.funding }
  }
}

function spansIn(ms: number): number {
  return Math.floor(ms / spanMs) + 1
}

/** Fifty days, for who looks around in the past. A day and a bit would do for the present. */
const mostKeptSpans = 2 ** 14

function sumsOfSpan(span: number, tradeAt: (timeMs: UnixMs) => PerpetualTrade): TradeSums {
  const sums = noTrades()
  for (let index = 0; index < tradesInSpan; index++) include(sums, tradeAt(span * spanMs + index * tradeEveryMs))
  return sums
}

/** Sums of a span up to a time in it. They go on from the last time while that is possible. */
function runningSpan(tradeAt: (timeMs: UnixMs) => PerpetualTrade): (span: number, timeMs: UnixMs) => TradeSums {
  let sums = noTrades()
  let sumsOf = Number.NaN
  let nextMs = Number.NaN
  return (span, timeMs) => {
    if (span !== sumsOf || timeMs < nextMs - tradeEveryMs) {
      sums = noTrades()
      sumsOf = span
      nextMs = span * spanMs
    }
    for (; nextMs <= timeMs; nextMs += tradeEveryMs) include(sums, tradeAt(nextMs))
    return sums
  }
}

function sumsBefore(span: number, spans: number, wholeSpan: (span: number) => TradeSums): TradeSums {
  const sums = noTrades()
  for (let age = spans; age >= 1; age--) append(sums, wholeSpan(span - age))
  return sums
}

function noTrades(): TradeSums {
  const unknown = Number.NaN
  return {
    ...{ openUsd: unknown, lastUsd: unknown, highUsd: -Infinity, lowUsd: Infinity },
    ...{ volumeUsd: 0, volumeCoin: 0, funding: 0 },
  }
}

function include(sums: TradeSums, { priceUsd, amountUsd, funding }: PerpetualTrade): void {
  if (Number.isNaN(sums.openUsd)) sums.openUsd = priceUsd
  sums.lastUsd = priceUsd
  sums.highUsd = Math.max(sums.highUsd, priceUsd)
  sums.lowUsd = Math.min(sums.lowUsd, priceUsd)
  sums.volumeUsd += amountUsd
  sums.volumeCoin += amountUsd / priceUsd
  sums.funding += funding
}

function append(sums: TradeSums, later: TradeSums): void {
  if (Number.isNaN(sums.openUsd)) sums.openUsd = later.openUsd
  sums.lastUsd = later.lastUsd
  sums.highUsd = Math.max(sums.highUsd, later.highUsd)
  sums.lowUsd = Math.min(sums.lowUsd, later.lowUsd)
  sums.volumeUsd += later.volumeUsd
  sums.volumeCoin += later.volumeCoin
  sums.funding += later.funding
}
