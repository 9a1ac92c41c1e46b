import { once } from 'node:events'
import type { Config } from '../config/config.js'
import { oldestCandleMs, type Tick } from '../domain/candle.js'
import type { MarketEvent } from '../domain/market-events.js'
import { msPerMinute, type UnixMs } from '../domain/units.js'
import type { MarketFeed } from '../feeds/market-feed.js'
import { knownValues } from '../feeds/simulated/known-values.js'
import { AskedBars } from '../history/bars/asked-bars.js'
import { hourOfBars, type BarBlock } from '../history/bars/bar-block.js'
import type { BarSource } from '../history/bars/bar-source.js'
import { BarsUntil } from '../history/bars/bars-until.js'
import { HeardBars } from '../history/bars/heard-bars.js'
import { KeptBlocks, type HourBlock } from '../history/bars/kept-blocks.js'
import { KnownBars } from '../history/bars/known-bars.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { OpenedLater } from '../lib/opened-later.js'
import { within } from '../lib/within.js'
import type { MarketState } from '../market/market-state.js'
import type { History } from '../storage/open-store.js'

/** How long the last bars may take to be kept when the server stops. */
const lastWriteMs = 3_000

export interface CandleParts {
  readonly feed: MarketFeed
  readonly market: MarketState
  readonly history: OpenedLater<History>
  readonly clock: Clock
  readonly log: Logger
  readonly onRefused: () => void
}

/** Where candles come from, and what listens to the feed for them. */
export interface OpenCandles {
  readonly bars: BarSource
  readonly onFolded: (event: MarketEvent) => void
  /** Bars by the clock of a market that is played. They are told what is played. */
  past(hearing: OptionHearing): PastBars
  /** Keeps bars until the signal is aborted, and what is left then. */
  run(signal: AbortSignal): Promise<void>
}

/** Marks of options are many. Where nobody may ask for them, they are heard since somebody did. */
type OptionHearing = 'ALL_OPTIONS' | 'ASKED_OPTIONS'

/** Bars of a market that is played, as far as its clock has come. */
export interface PastBars {
  /** It is played from another time on. Answers from when on they have to be told what was heard, that time or before. */
  startAt(ms: UnixMs): UnixMs
  readonly onFolded: (event: MarketEvent, state: MarketState) => void
  of(state: MarketState): BarSource
}

/**
 * The simulated market is known at any time. What another feed says is gathered as it comes. `ownFeed` is null for a feed that
 * a test gave.
 */
export function openCandles(
  ownFeed: Config['feed'] | null,
  bounds: Config['history'],
  parts: CandleParts,
): OpenCandles {
  // What a recording says is kept in the recording.
  const kept = bounds === null || parts.feed.recording ? null : keptBlocks(parts)
  const candles = ownFeed?.kind === 'simulated' ? knownCandles(ownFeed, kept, parts) : heardCandles(kept, parts)
  return { ...candles, run: (signal) => untilKept(candles.run(signal), signal, parts.log) }
}

/** After the signal is aborted, what is left is not waited for without end. */
export async function untilKept(running: Promise<void>, signal: AbortSignal, log: Logger): Promise<void> {
  if (!signal.aborted) await Promise.race([running, once(signal, 'abort')])
  const isKept = running.then(() => true)
  if (!(await within(lastWriteMs, isKept, () => false))) log.warn('The last bars or samples could not be kept')
}

/**
 * Has what changed handed over each minute, to be kept, and `all` that is left when the signal is aborted. `kept` null: nothing is
 * kept.
 */
export async function keepEachMinute<B extends HourBlock>(
  kept: KeptBlocks<B> | null,
  handOver: (all?: boolean) => Promise<void>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  if (!kept) return
  const keeping = kept.run(signal)
  while (!signal.aborted) {
    await clock.sleep(msPerMinute, signal)
    await handOver()
  }
  await keeping
  await handOver(true)
  await kept.flush()
}

/** A month of one is some 1.4 MB. */
const seriesAtHand = 30

function keptBlocks({ feed, history, clock, log }: CandleParts): KeptBlocks<BarBlock> {
  const market = { source: feed.source, world: feed.world ?? '' }
  return new KeptBlocks({
    format: hourOfBars,
    seriesAtHand,
    open: async () => (await history.get()).bars,
    market,
    clock,
    log,
  })
}

type SimulatedFeed = Extract<Config['feed'], { readonly kind: 'simulated' }>

function knownCandles(settings: SimulatedFeed, kept: KeptBlocks<BarBlock> | null, parts: CandleParts): OpenCandles {
  const { feed, market, log, onRefused } = parts
  const valuesOf = knownValues({ ...settings, seed: String(settings.seed), currencies: feed.currencies })
  const barsOf = (state: MarketState, kept: KeptBlocks<BarBlock> | null) =>
    new KnownBars({
      valuesOf,
      toldMs: (currency) => state.marketData(currency)?.asOf ?? null,
      oldestMs: oldestCandleMs,
      looksAhead: state === market,
      onRefused,
      log,
      ...(kept && { kept }),
    })
  const bars = barsOf(market, kept)
  const run = async (signal: AbortSignal) => {
    signal.addEventListener('abort', () => bars[Symbol.dispose]())
    await kept?.run(signal)
  }
  const past = (): PastBars => {
    // It has what was known at its time, so another time needs another one.
    let until: BarSource | null = null
    return {
      startAt(ms) {
        until = null
        return ms
      },
      onFolded: () => {},
      of: (state) =>
        new BarsUntil({
          present: bars,
          until: () => (until ??= barsOf(state, null)),
          isWhole: true,
          overMs: (currency) => state.marketData(currency)?.asOf ?? -Infinity,
        }),
    }
  }
  return { bars, onFolded: () => {}, past, run }
}

function heardCandles(kept: KeptBlocks<BarBlock> | null, { market, clock, log }: CandleParts): OpenCandles {
  const bars = new HeardBars((currency) => market.timeMs(currency), kept)
  const onFolded = (event: MarketEvent) => {
    if (event.type === 'reset') bars.clear()
    else bars.add(market.ticksOf(event))
  }
  const keepChanged = (all = false) =>
    bars.keepChanged(all).catch((error: unknown) => log.error({ err: error }, 'Bars cannot be gathered'))
  const run = (signal: AbortSignal) => keepEachMinute(kept, keepChanged, clock, signal)
  const past = (hearing: OptionHearing) => heardPast(bars, hearing)
  return { bars, onFolded, past, run }
}

/** A bar that ended longer ago than this does not change any more. */
export const lateTicksMs = msPerMinute

/** What was over then is as it is kept now, and what grew is made of what is played. */
function heardPast(present: BarSource, hearing: OptionHearing): PastBars {
  let neededFromMs: UnixMs = -Infinity
  const { until, ...told } = toldBars(hearing, ({ timeMs }) => timeMs >= neededFromMs)
  return {
    ...told,
    startAt(ms) {
      told.startAt(ms)
      // Bars that were not over then are made of what was heard from here on.
      return (neededFromMs = ms - (ms % msPerMinute) - 2 * lateTicksMs)
    },
    of: (state) =>
      new BarsUntil({
        present,
        until: () => until,
        isWhole: false,
        overMs: (currency) => (state.timeMs(currency) ?? -Infinity) - lateTicksMs,
      }),
  }
}

/** Bars of a recording of another market than that of the feed: they have what is played. */
export function barsOfRecording(): PastBars {
  return toldBars('ASKED_OPTIONS', () => true)
}

function toldBars(hearing: OptionHearing, isNeeded: (tick: Tick) => boolean): PastBars & { readonly until: BarSource } {
  let played: MarketState | null = null
  const until = new AskedBars((currency) => played?.timeMs(currency) ?? null)
  return {
    until,
    startAt(ms) {
      until.clear()
      return ms
    },
    onFolded(event, state) {
      played = state
      if (event.type === 'reset') until.clear()
      else if (event.type !== 'options' || hearing === 'ALL_OPTIONS' || until.isOptionAsked)
        until.add(state.ticksOf(event).filter(isNeeded))
    },
    of: () => until,
  }
}
