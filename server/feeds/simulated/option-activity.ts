import { msPerDay, type UnixMs } from '../../domain/units.js'
import { exchangeDay, exchangeDayStart } from './expiry-calendar.js'
import { optionTape, type OptionTape, type OptionTrade, type TradedOption } from './option-tape.js'

/** What the trades of an option add up to. It holds from a time until before another. */
export interface OptionActivity {
  readonly fromMs: UnixMs
  readonly untilMs: UnixMs
  readonly openInterestLots: number
  /** Of the last 24 hours. */
  readonly volumeLots: number
  readonly lastTrade: OptionTrade | null
}

/** The activity of an option at any time of its life. While nothing changes it is the same object. */
export function optionActivity(option: TradedOption): (timeMs: UnixMs) => OptionActivity {
  const recent = lastTapes(option)
  const firstDay = exchangeDay(option.listedMs)
  const older = (day: number) => optionTape(option, day)
  let last: OptionActivity | null = null
  return (timeMs) => {
    if (!last || timeMs < last.fromMs || timeMs >= last.untilMs) last = activityAt(timeMs, firstDay, recent, older)
    return last
  }
}

type TapeOf = (day: number) => OptionTape

function activityAt(timeMs: UnixMs, firstDay: number, recent: TapeOf, older: TapeOf): OptionActivity {
  const day = exchangeDay(timeMs)
  const today = recent(day)
  const yesterday = day > firstDay ? recent(day - 1).trades : []
  const done = countUntil(today.trades, timeMs)
  const gone = countUntil(yesterday, timeMs - msPerDay)
  const lastToday = today.trades[done - 1]
  return {
    fromMs: Math.max(exchangeDayStart(day), timeOf(lastToday, -Infinity), timeOf(yesterday[gone - 1], -Infinity, msPerDay)),
    untilMs: Math.min(
      exchangeDayStart(day + 1),
      timeOf(today.trades[done], Infinity),
      timeOf(yesterday[gone], Infinity, msPerDay),
    ),
    openInterestLots: lastToday?.openInterestLots ?? today.startInterestLots,
    volumeLots: sumLots(today.trades, 0, done) + sumLots(yesterday, gone, yesterday.length),
    lastTrade: lastToday ?? yesterday.at(-1) ?? lastTradeBefore(day - 1, firstDay, older),
  }
}

function timeOf(trade: OptionTrade | undefined, orElse: number, laterMs = 0): number {
  return trade ? trade.timeMs + laterMs : orElse
}

function lastTradeBefore(day: number, firstDay: number, tapeOf: TapeOf): OptionTrade | null {
  for (let earlier = day - 1; earlier >= firstDay; earlier--) {
    const trade = tapeOf(earlier).trades.at(-1)
    if (trade) return trade
  }
  return null
}

/** How many of the trades, which are in the order of time, have happened. */
function countUntil(trades: readonly OptionTrade[], timeMs: UnixMs): number {
  let [low, high] = [0, trades.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((trades[middle]?.timeMs ?? Infinity) <= timeMs) low = middle + 1
    else high = middle
  }
  return low
}

function sumLots(trades: readonly OptionTrade[], from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += trades[index]?.lots ?? 0
  return sum
}

/** Keeps the tapes of two days, by whether they are even. */
function lastTapes(option: TradedOption): TapeOf {
  const kept: [{ day: number; tape: OptionTape } | null, { day: number; tape: OptionTape } | null] = [null, null]
  return (day) => {
    const place = day % 2 === 0 ? 0 : 1
    const known = kept[place]
    if (known?.day === day) return known.tape
    const tape = optionTape(option, day)
    kept[place] = { day, tape }
    return tape
  }
}
