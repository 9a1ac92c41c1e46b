import { candleDays, oldestCandleMs } from '../../domain/candle.js'
import type { HeardChain } from '../../domain/option-chain.js'
import { daysPerYear, msPerDay, msPerHour, msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import type { VolatilityChoice, VolatilitySample } from '../../domain/volatility.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import type { KeptBlocks } from '../bars/kept-blocks.js'
import { smilesName } from '../bars/kept-series.js'
import { heardSmiles } from './heard-smiles.js'
import { Realized, type IndexClose } from './realized.js'
import { SmileBlock, type HeardSmiles } from './smile-block.js'
import type { MinuteSpan, SampleExtent, VolatilitySource } from './volatility-source.js'
import { smileAtMaturity } from './volatility-terms.js'

/** The index, as far as it was heard. */
export interface HeardIndex {
  prepare(currency: string): Promise<void>
  readonly closeOf: IndexClose
  /** No tick that comes later changes an hour that ended by then. */
  settledMs(currency: string): UnixMs
}

export interface HeardVolatilityParts {
  /** The clock of the market of a currency. Null before the first event. */
  marketMs(currency: string): UnixMs | null
  /** The listed chains as they were published last, nearest first. None while the feed is down. */
  chains(currency: string): readonly HeardChain[]
  readonly index: HeardIndex
  /** Null: samples are kept in memory alone. */
  readonly kept: KeptBlocks<SmileBlock> | null
}

/** What was heard of a currency since the process began. */
interface HeardCurrency {
  /** The minute that has not ended yet. */
  minuteMs: UnixMs
  readonly hours: Map<UnixMs, SmileBlock>
  /** The hours that changed since they were kept. */
  readonly changed: Set<UnixMs>
}

const keptMs = (candleDays + 1) * msPerDay

/**
 * Samples of what the feed says, one at the end of each minute. A minute has none when the market is silent in the next one:
 * nobody knows then what held at its end.
 */
export class HeardVolatility implements VolatilitySource {
  readonly #parts: HeardVolatilityParts
  #realized: Realized
  readonly #currencies = new Map<string, HeardCurrency>()

  constructor(parts: HeardVolatilityParts) {
    this.#parts = parts
    this.#realized = realizedOf(parts.index)
  }

  /** To be called after each event of a currency. */
  heard(currency: string): void {
    const marketMs = this.#parts.marketMs(currency)
    if (marketMs === null) return
    const minuteMs = startOf(marketMs, msPerMinute)
    const heard = this.#currencies.get(currency)
    if (!heard) {
      this.#currencies.set(currency, { minuteMs, hours: new Map(), changed: new Set() })
      return
    }
    if (minuteMs === heard.minuteMs) return
    if (minuteMs === heard.minuteMs + msPerMinute) this.#sample(currency, heard)
    heard.minuteMs = minuteMs
  }

  #sample(currency: string, heard: HeardCurrency): void {
    const { minuteMs } = heard
    const smiles = heardSmiles(this.#parts.chains(currency), minuteMs + msPerMinute)
    const hourMs = startOf(minuteMs, msPerHour)
    const block = heard.hours.get(hourMs) ?? new SmileBlock(hourMs)
    block.add(minuteMs, smiles)
    if (!block.sample(minuteMs)) return
    heard.hours.set(hourMs, block)
    if (this.#parts.kept) heard.changed.add(hourMs)
    for (const startMs of heard.hours.keys()) if (startMs < hourMs - keptMs) heard.hours.delete(startMs)
  }

  /** Hands over the hours that changed, to be kept. */
  async keepChanged(): Promise<void> {
    const { kept } = this.#parts
    if (!kept) return
    for (const [currency, { hours, changed }] of this.#currencies) {
      for (const startMs of changed) {
        const block = hours.get(startMs)
        // What another process kept of this hour would be lost.
        if (block && !(await kept.hours(smilesName(currency)))) continue
        changed.delete(startMs)
        if (!block) continue
        this.#join(currency, block)
        kept.keep(smilesName(currency), block)
      }
    }
  }

  /** What comes now is another history. */
  clear(): void {
    this.#currencies.clear()
    this.#realized = realizedOf(this.#parts.index)
  }

  async prepare(currency: string): Promise<void> {
    await this.#parts.index.prepare(currency)
    const kept = await this.#parts.kept?.hours(smilesName(currency))
    if (kept) for (const block of this.#currencies.get(currency)?.hours.values() ?? []) this.#join(currency, block)
  }

  #join(currency: string, block: SmileBlock): void {
    const before = this.#parts.kept?.hour(smilesName(currency), block.startMs)
    if (before && before !== block) block.prepend(before)
  }

  extent(currency: string): SampleExtent | null {
    const hours = [...(this.#currencies.get(currency)?.hours.values() ?? [])]
    const kept = this.#parts.kept?.extent(smilesName(currency))
    const [first, last] = [hours[0], hours.at(-1)]
    const firstMs = Math.min(first?.startMs ?? Infinity, kept?.fromMs ?? Infinity)
    const newestMs = Math.max(last?.lastMs() ?? -Infinity, kept?.newestMs ?? -Infinity)
    const marketMs = this.#parts.marketMs(currency) ?? newestMs
    const fromMs = Math.max(firstMs, oldestCandleMs(marketMs))
    if (!Number.isFinite(fromMs) || newestMs < fromMs) return null
    return { fromMs, newestMs, finalUntilMs: startOf(marketMs, msPerMinute) }
  }

  known(choice: VolatilityChoice, span: MinuteSpan): VolatilitySample | null {
    const last = this.last(choice.currency, span)
    return last && sampleOf(choice, last, this.#realized)
  }

  /** What was heard last of the minutes of a span. */
  last(currency: string, { fromMs, toMs }: MinuteSpan): HeardMinute | null {
    for (let hourMs = startOf(toMs - msPerMinute, msPerHour); hourMs > fromMs - msPerHour; hourMs -= msPerHour) {
      const block = this.#hour(currency, hourMs)
      const minuteMs = block?.lastIn(fromMs, toMs) ?? null
      const smiles = minuteMs === null ? null : block?.sample(minuteMs)
      if (minuteMs !== null && smiles) return { minuteMs, smiles }
    }
    return null
  }

  read(choice: VolatilityChoice, span: MinuteSpan): Promise<VolatilitySample | null> {
    return Promise.resolve(this.known(choice, span))
  }

  #hour(currency: string, hourMs: UnixMs): SmileBlock | null {
    return (
      this.#currencies.get(currency)?.hours.get(hourMs) ?? this.#parts.kept?.hour(smilesName(currency), hourMs) ?? null
    )
  }
}

/** What was heard of the options at the end of a minute. */
export interface HeardMinute {
  readonly minuteMs: UnixMs
  readonly smiles: HeardSmiles
}

export function realizedOf({ closeOf, settledMs }: HeardIndex): Realized {
  return new Realized(closeOf, (currency) => settledMs(currency))
}

/** The sample of a minute. */
export function sampleOf(
  choice: VolatilityChoice,
  { minuteMs, smiles }: HeardMinute,
  realized: Realized,
): VolatilitySample {
  const { expiries, putCallOpenInterest, putCallVolume } = smiles
  const timeMs = minuteMs + msPerMinute
  const terms = expiries.map(({ expiryMs, ...vols }) => ({ years: yearsToExpiry(expiryMs, timeMs), ...vols }))
  return {
    minuteMs,
    ...smileAtMaturity(terms, choice.tenorDays / daysPerYear),
    realizedVolatility: lastOf(realized.until(choice, timeMs)),
    putCallOpenInterest,
    putCallVolume,
  }
}

function lastOf<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
