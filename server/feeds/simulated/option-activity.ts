import { msPerDay, type UnixMs } from '../../domain/units.js'
import { exchangeDay } from './expiry-calendar.js'
import { optionTapes, type OptionTape, type OptionTapes, type TradedOption } from './option-tape.js'

/** What the trades of an option add up to. It holds from a time until before another. */
export interface OptionActivity {
  readonly fromMs: UnixMs
  readonly untilMs: UnixMs
  readonly openInterestLots: number
  /** Of the last 24 hours. */
  readonly volumeLots: number
  readonly lastTrade: LastTrade | null
}

export interface LastTrade {
  readonly timeMs: UnixMs
  readonly side: 'bid' | 'ask'
}

/** The activity of an option at any time of its life. While nothing changes it is the same object. */
export function optionActivity(option: TradedOption): (timeMs: UnixMs) => OptionActivity {
  const tapeOn = optionTapes(option)
  const listedDay = exchangeDay(option.listedMs)
  let last: OptionActivity | null = null
  return (timeMs) => {
    if (!last || timeMs < last.fromMs || timeMs >= last.untilMs) last = activityAt(tapeOn, listedDay, timeMs)
    return last
  }
}

function activityAt(tapeOn: OptionTapes, listedDay: number, timeMs: UnixMs): OptionActivity {
  const day = exchangeDay(timeMs)
  const today = tapeOn(day)
  const yesterday = day > listedDay ? tapeOn(day - 1) : null
  const done = tradesUntil(today, timeMs)
  const gone = yesterday ? tradesUntil(yesterday, timeMs - msPerDay) : 0
  const leavesMs = (index: number) => (yesterday ? yesterday.tradeMs(index) + msPerDay : 0)
  return {
    fromMs: Math.max(
      today.startMs,
      done > 0 ? today.tradeMs(done - 1) : -Infinity,
      gone > 0 ? leavesMs(gone - 1) : -Infinity,
    ),
    untilMs: Math.min(
      today.startMs + msPerDay,
      done < today.trades ? today.tradeMs(done) : Infinity,
      yesterday && gone < yesterday.trades ? leavesMs(gone) : Infinity,
    ),
    openInterestLots: today.openInterestLots(done),
    volumeLots: sumLots(today, 0, done) + (yesterday ? sumLots(yesterday, gone, yesterday.trades) : 0),
    lastTrade: done > 0 ? tradeOf(today, done - 1) : lastTradeBefore(tapeOn, listedDay, day),
  }
}

/** How many trades of a day have happened. Each has its own part of the day, so only the last one is in doubt. */
function tradesUntil(tape: OptionTape, timeMs: UnixMs): number {
  const begun = Math.floor(((timeMs - tape.startMs) / msPerDay) * tape.trades)
  if (begun < 0) return 0
  if (begun >= tape.trades) return tape.trades
  return tape.tradeMs(begun) <= timeMs ? begun + 1 : begun
}

function sumLots(tape: OptionTape, from: number, to: number): number {
  let sum = 0
  for (let index = from; index < to; index++) sum += tape.lots(index)
  return sum
}

function tradeOf(tape: OptionTape, index: number): LastTrade {
  return { timeMs: tape.tradeMs(index), side: tape.side(index) }
}

function lastTradeBefore(tapeOn: OptionTapes, listedDay: number, day: number): LastTrade | null {
  for (let earlier = day - 1; earlier >= listedDay; earlier--) {
    const tape = tapeOn(earlier)
    if (tape.trades > 0) return tradeOf(tape, tape.trades - 1)
  }
  return null
}
