import { LRUCache } from 'lru-cache'
import { oldestCandleMs } from '../../domain/candle.js'
import { daysPerYear, msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import type { VolatilityChoice, VolatilitySample } from '../../domain/volatility.js'
import { NobodyWaits, type Asker } from '../../lib/asker.js'
import { FairQueue } from '../../lib/fair-queue.js'
import { restOf, slicer } from '../../lib/in-slices.js'
import { smileVols, type Smile } from '../../pricing/smile.js'
import { Realized } from './realized.js'
import type { MinuteSpan, SampleExtent, VolatilitySource } from './volatility-source.js'
import { smileAtMaturity } from './volatility-terms.js'

/** The options of a currency whose market is a function of time, and its index. */
export interface KnownSurface {
  listed(fromMs: UnixMs, toMs: UnixMs): Iterable<undefined>
  smilesBefore(timeMs: UnixMs): readonly Smile[]
  putCallBefore(timeMs: UnixMs): Generator<undefined, { readonly openInterest: number; readonly volume: number }>
  indexBefore(timeMs: UnixMs): number
}

export interface KnownVolatilityParts {
  surfaceOf(currency: string): KnownSurface | null
  /** The newest time of which the market of a currency has spoken. Null before the first. Nothing later is told. */
  toldMs(currency: string): UnixMs | null
  /** Called for each sample that is refused because too many wait. */
  readonly onRefused: () => void
}

/** About 3 MB. */
export const keptSamples = 20_000
const maxWaitingSamples = 2_000
const maxWaitingSamplesOfConnection = 20
/** It takes half of the time. */
const restTimes = 1

/** What was computed of a market, and how more of it is. */
class Computing {
  readonly samples = new LRUCache<string, VolatilitySample>({ max: keptSamples })
  readonly realized: Realized
  readonly queue: FairQueue
  readonly stop = new AbortController()
  readonly run = slicer(() => restOf(restTimes))

  constructor({ surfaceOf, onRefused }: Pick<KnownVolatilityParts, 'surfaceOf' | 'onRefused'>) {
    this.realized = new Realized(
      (currency, hourMs) => surfaceOf(currency)?.indexBefore(hourMs + 60 * msPerMinute) ?? null,
    )
    this.queue = new FairQueue({
      atOnce: 1,
      maxWaiting: maxWaitingSamples,
      maxWaitingOfConnection: maxWaitingSamplesOfConnection,
      onRefused,
    })
  }
}

/** Samples of a market that is a function of time. They are computed when somebody asks for them, and kept. */
export class KnownVolatility implements VolatilitySource, Disposable {
  readonly #parts: KnownVolatilityParts
  readonly #computing: Computing

  constructor(parts: KnownVolatilityParts, computing = new Computing(parts)) {
    this.#parts = parts
    this.#computing = computing
  }

  /** The same market when it had spoken of other times. What is computed is shared, and so are the turns. */
  until(toldMs: KnownVolatilityParts['toldMs']): VolatilitySource {
    return new KnownVolatility({ ...this.#parts, toldMs }, this.#computing)
  }

  prepare(): Promise<void> {
    return Promise.resolve()
  }

  extent(currency: string): SampleExtent | null {
    const toldMs = this.#parts.toldMs(currency)
    if (toldMs === null || !this.#parts.surfaceOf(currency)) return null
    const finalUntilMs = startOf(toldMs, msPerMinute)
    return { fromMs: oldestCandleMs(toldMs), newestMs: finalUntilMs - msPerMinute, finalUntilMs }
  }

  known(choice: VolatilityChoice, span: MinuteSpan): VolatilitySample | null | undefined {
    const minuteMs = this.#lastIn(choice.currency, span)
    return minuteMs === null ? null : this.#computing.samples.get(keyOf(choice, minuteMs))
  }

  read(choice: VolatilityChoice, span: MinuteSpan, asker?: Asker): Promise<VolatilitySample | null> {
    const known = this.known(choice, span)
    if (known !== undefined) return Promise.resolve(known)
    const { run, stop, queue } = this.#computing
    const compute = async () => {
      const isDone = await run(this.#compute(choice, span), asker?.signal ?? stop.signal)
      if (!isDone) throw new NobodyWaits()
      return this.known(choice, span) ?? null
    }
    return asker ? queue.run(asker, compute) : compute()
  }

  [Symbol.dispose](): void {
    this.#computing.stop.abort()
  }

  #lastIn(currency: string, { fromMs, toMs }: MinuteSpan): UnixMs | null {
    const extent = this.extent(currency)
    if (!extent) return null
    const minuteMs = Math.min(toMs - msPerMinute, extent.newestMs)
    return minuteMs < Math.max(fromMs, extent.fromMs) ? null : minuteMs
  }

  *#compute(choice: VolatilityChoice, span: MinuteSpan): Generator<undefined> {
    const { currency, tenorDays } = choice
    const minuteMs = this.#lastIn(currency, span)
    const surface = this.#parts.surfaceOf(currency)
    const { samples, realized } = this.#computing
    if (minuteMs === null || !surface || samples.has(keyOf(choice, minuteMs))) return
    const timeMs = minuteMs + msPerMinute
    yield* surface.listed(this.extent(currency)?.fromMs ?? minuteMs, timeMs)
    const years = tenorDays / daysPerYear
    const { openInterest, volume } = yield* surface.putCallBefore(timeMs)
    const realizedVolatility = yield* realized.until(choice, timeMs)
    const terms = around(surface.smilesBefore(timeMs), years)
    samples.set(keyOf(choice, minuteMs), {
      minuteMs,
      ...smileAtMaturity(terms, years),
      realizedVolatility,
      putCallOpenInterest: knownOr(openInterest),
      putCallVolume: knownOr(volume),
    })
  }
}

function keyOf({ currency, tenorDays }: VolatilityChoice, minuteMs: UnixMs): string {
  return `${currency} ${tenorDays} ${minuteMs}`
}

/** The two smiles between which a maturity is. Others need not be computed. */
function around(smiles: readonly Smile[], years: number) {
  const next = smiles.findIndex(({ yearsToExpiry }) => yearsToExpiry >= years)
  if (next === -1) return []
  const two = smiles.slice(Math.max(0, next - 1), next + 1)
  return two.map((smile) => ({ years: smile.yearsToExpiry, ...smileVols(smile) }))
}

function knownOr(ratio: number): number | null {
  return Number.isNaN(ratio) ? null : ratio
}
