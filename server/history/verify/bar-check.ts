import type { Bar } from '../../domain/candle.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { msPerHour, msPerMinute, type UnixMs } from '../../domain/units.js'
import type { MarketState } from '../../market/market-state.js'
import { hourOfBars, type BarBlock } from '../bars/bar-block.js'
import type { BarReader, StoredBars } from '../bars/bar-store.js'
import { keptSeries, type KeptSeries } from '../bars/kept-series.js'
import type { RecordedMarket } from '../market-history.js'
import { SmileBlock } from '../volatility/smile-block.js'
import type { Damage } from './damage.js'
import { HeardSpan } from './heard-span.js'

/**
 * Compares the bars that are kept of a market with those that its events make, where no event is missing. Then reads all
 * hours: also those older than the events, and those of volatility.
 */
export class BarCheck {
  readonly #reader: BarReader
  readonly #market: RecordedMarket
  readonly #damages: Damage[] = []
  /** The last one goes on. */
  #spans = [new HeardSpan()]

  constructor(reader: BarReader, market: RecordedMarket) {
    this.#reader = reader
    this.#market = market
  }

  /** Takes an event in after the state has. A reset begins another history. */
  add(event: MarketEvent, state: MarketState): void {
    if (event.type === 'reset') this.breakOff()
    else this.#spans.at(-1)?.add(event, state)
  }

  /** Something is missing here. */
  breakOff(): void {
    this.#spans.push(new HeardSpan())
  }

  /** Compares the hours that are over. */
  async compare(): Promise<void> {
    const [last = new HeardSpan(), ...ended] = this.#spans.toReversed()
    this.#spans = [last]
    for (const span of ended.toReversed()) await this.#compareHours(span, { all: true })
    await this.#compareHours(last, { all: false })
  }

  /** Compares the rest, and reads all. Answers how many hours of series there are, and what is wrong. */
  async end(): Promise<{ readonly hours: number; readonly damages: readonly Damage[] }> {
    this.breakOff()
    await this.compare()
    const hours = await this.#readAll()
    return { hours, damages: this.#damages.toSorted((a, b) => a.fromMs - b.fromMs) }
  }

  async #compareHours(span: HeardSpan, which: { readonly all: boolean }): Promise<void> {
    for (const hourMs of span.takeHours(which)) {
      for (const one of await this.#reader.hours(this.#market, hourMs)) this.#compareHour(span, one)
    }
  }

  /** One difference of an hour is told. */
  #compareHour(span: HeardSpan, stored: StoredBars): void {
    const kept = keptSeries(stored.series)
    const block = kept?.kind === 'BARS' ? readable(stored) : null
    if (kept?.kind !== 'BARS' || !block) return
    for (let minuteMs = stored.fromMs; minuteMs < stored.fromMs + msPerHour; minuteMs += msPerMinute) {
      const difference = differenceAt(span, kept, block, minuteMs)
      if (difference === null) continue
      this.#damages.push({
        fromMs: minuteMs,
        toMs: minuteMs + msPerMinute,
        what: `the bar of ${stored.series} ${difference}`,
      })
      return
    }
  }

  async #readAll(): Promise<number> {
    const countedBefore = await this.#reader.countedBytes(this.#market)
    const seen = { hours: 0, bytes: 0, fromMs: Infinity, toMs: -Infinity }
    for (let hourMs = await this.#reader.nextHour(this.#market, 0); hourMs !== null;) {
      for (const stored of await this.#reader.hours(this.#market, hourMs)) {
        seen.hours += 1
        seen.bytes += stored.bytes.length
        this.#read(stored)
      }
      seen.fromMs = Math.min(seen.fromMs, hourMs)
      seen.toMs = hourMs + msPerHour
      hourMs = await this.#reader.nextHour(this.#market, hourMs + 1)
    }
    // A server that runs keeps more.
    const counted = await this.#reader.countedBytes(this.#market)
    if (counted === countedBefore && counted !== seen.bytes) {
      const what = `the store counts ${counted} bytes of bars, and ${seen.bytes} are there`
      this.#damages.push({ fromMs: Math.min(seen.fromMs, seen.toMs), toMs: seen.toMs, what })
    }
    return seen.hours
  }

  #read({ series, fromMs, bytes }: StoredBars): void {
    const kept = keptSeries(series)
    try {
      if (kept?.kind === 'BARS') hourOfBars.ofBytes(fromMs, bytes)
      if (kept?.kind === 'SMILES') SmileBlock.ofBytes(fromMs, bytes)
    } catch (error) {
      const what = `the hour of ${series} cannot be read: ${error instanceof Error ? error.message : String(error)}`
      this.#damages.push({ fromMs, toMs: fromMs + msPerHour, what })
    }
  }
}

/** Null: it is damaged, which is told when all is read. */
function readable({ fromMs, bytes }: StoredBars): BarBlock | null {
  try {
    return hourOfBars.ofBytes(fromMs, bytes)
  } catch {
    return null
  }
}

type KeptBars = Extract<KeptSeries, { readonly kind: 'BARS' }>

/** What differs of a minute, in words. A minute that is not kept, or of which not all was heard, does not differ. */
function differenceAt(
  span: HeardSpan,
  { series, everyMs }: KeptBars,
  block: BarBlock,
  minuteMs: UnixMs,
): string | null {
  const [kept, heard] = [block.bar(minuteMs), span.bar(series, minuteMs)]
  if (kept === null || heard === undefined) return null
  if (everyMs === null) return differenceOf(kept, heard)
  // A feed that was held up said less than was computed.
  if (heard === null || !span.isOnBeat(series, everyMs)) return null
  const isWithin = kept.low <= heard.low && kept.high >= heard.high
  return isWithin ? null : `is from ${kept.low} to ${kept.high}, and the events are from ${heard.low} to ${heard.high}`
}

function differenceOf(kept: Bar, heard: Bar | null): string | null {
  if (heard === null) return 'is there, and the events say nothing of it'
  const part = (['open', 'high', 'low', 'close'] as const).find((one) => kept[one] !== heard[one])
  return part === undefined ? null : `has the ${part} ${kept[part]}, and the events make ${heard[part]}`
}
