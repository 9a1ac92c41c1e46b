import type { Bar, PriceSeries } from '../../domain/candle.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { MarketState } from '../../market/market-state.js'
import { placeOf, spanOf } from '../bars/bar-block.js'
import { HeardBars } from '../bars/heard-bars.js'
import { heardName } from '../bars/kept-series.js'

/** So long before a break what was heard may not be kept in bars, or in part. */
const unkeptMs = 3 * msPerMinute

/** When the market of a currency spoken of was first, and last. By its own clock. */
interface Heard {
  readonly sinceMs: UnixMs
  untilMs: UnixMs
}

/** What was heard without a break, in bars. */
export class HeardSpan {
  readonly #heard = new Map<string, Heard>()
  readonly #bars = new HeardBars((currency) => this.#heard.get(currency)?.untilMs ?? null)
  /** The largest number of which the times of all ticks of a series are multiples. */
  readonly #beatsMs = new Map<string, number>()
  /** The hours that have ticks and are not taken yet. */
  readonly #hours = new Set<UnixMs>()

  /** Takes an event in after the state has. */
  add(event: MarketEvent, state: MarketState): void {
    const ticks = state.ticksOf(event)
    if (!('currency' in event)) return
    const { currency } = event
    const untilMs = state.timeMs(currency)
    if (untilMs === null) return
    const heard = this.#heard.get(currency)
    if (heard) heard.untilMs = untilMs
    else this.#heard.set(currency, { sinceMs: untilMs, untilMs })
    this.#bars.add(ticks)
    for (const { series, timeMs } of ticks) {
      const name = heardName(series)
      this.#beatsMs.set(name, commonDivisor(this.#beatsMs.get(name) ?? 0, timeMs))
      this.#hours.add(placeOf(msPerMinute, timeMs).startMs)
    }
  }

  /** Takes the hours whose bars are kept as they are, or all of them at the end. */
  takeHours({ all }: { readonly all: boolean }): readonly UnixMs[] {
    const untilMs = Math.max(...[...this.#heard.values()].map((heard) => heard.untilMs)) - unkeptMs
    const taken = [...this.#hours].filter((hourMs) => all || hourMs + spanOf(msPerMinute) <= untilMs)
    for (const hourMs of taken) this.#hours.delete(hourMs)
    return taken
  }

  /** The bar of a minute. Null: nothing was said. Undefined: not all of the minute was heard, or it may not be kept. */
  bar(series: PriceSeries, minuteMs: UnixMs): Bar | null | undefined {
    const heard = this.#heard.get(series.currency)
    if (!heard || minuteMs < heard.sinceMs + msPerMinute) return undefined
    if (minuteMs + msPerMinute > heard.untilMs - unkeptMs) return undefined
    return this.#bars.now(series, placeOf(msPerMinute, minuteMs))?.bar(minuteMs) ?? null
  }

  /** Whether all ticks of a series were at multiples of a time. */
  isOnBeat(series: PriceSeries, everyMs: number): boolean {
    return (this.#beatsMs.get(heardName(series)) ?? 0) % everyMs === 0
  }
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other)
}
