import { msPerDay, msPerMinute } from '../../domain/units.js'
import { exchangeDay } from './expiry-calendar.js'
import type { OptionBook } from './option-book.js'
import type { OptionTape } from './option-tape.js'

/** Puts over calls, by open interest and by the volume of 24 hours, at the end of each minute of one of the exchange's days. */
export interface PutCallDay {
  readonly openInterest: Float64Array
  readonly volume: Float64Array
}

const minutesInDay = msPerDay / msPerMinute

/** By the kind of option, what is added in each minute. */
interface Sums {
  readonly CALL: Float64Array
  readonly PUT: Float64Array
}

/** Adds up what the options of a day trade, in one step for each of them. A ratio without calls is NaN. */
export function* putCallDay(books: readonly OptionBook[], day: number): Generator<undefined, PutCallDay> {
  const [openInterest, volume] = [emptySums(), emptySums()]
  for (const { instrument, listedMs, tapeOn } of books) {
    const [interest, traded] = [openInterest[instrument.optionKind], volume[instrument.optionKind]]
    const today = tapeOn(day)
    addTo(interest, 0, today.startInterestLots)
    for (let index = 0; index < today.trades; index++) {
      const minute = minuteOf(today, index)
      addTo(interest, minute, today.openInterestLots(index + 1) - today.openInterestLots(index))
      addTo(traded, minute, today.lots(index))
    }
    if (day > exchangeDay(listedMs)) addYesterday(traded, tapeOn(day - 1))
    yield undefined
  }
  return { openInterest: ratios(openInterest), volume: ratios(volume) }
}

/** Yesterday's trades are in the volume until a day later. */
function addYesterday(traded: Float64Array, yesterday: OptionTape): void {
  for (let index = 0; index < yesterday.trades; index++) {
    addTo(traded, 0, yesterday.lots(index))
    addTo(traded, minuteOf(yesterday, index), -yesterday.lots(index))
  }
}

function minuteOf(tape: OptionTape, index: number): number {
  return Math.floor((tape.tradeMs(index) - tape.startMs) / msPerMinute)
}

function emptySums(): Sums {
  return { CALL: new Float64Array(minutesInDay), PUT: new Float64Array(minutesInDay) }
}

function addTo(sums: Float64Array, minute: number, lots: number): void {
  sums[minute] = (sums[minute] ?? 0) + lots
}

function ratios({ CALL, PUT }: Sums): Float64Array {
  let [calls, puts] = [0, 0]
  return CALL.map((added, minute) => {
    calls += added
    puts += PUT[minute] ?? 0
    return calls > 0 ? puts / calls : Number.NaN
  })
}
