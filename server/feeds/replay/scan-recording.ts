import { listedByName } from '../../domain/instrument-name.js'
import { isOption, type ListedInstrument } from '../../domain/instrument.js'
import type { ListingEvent, MarketEvent } from '../../domain/market-events.js'
import type { LeftOut, RecordingFacts } from '../../domain/recording.js'
import { openLineFile, type LineFile } from '../../lib/line-file.js'
import { createMapper } from '../deribit/language/mapper.js'
import { longestPauseMs } from './pace.js'
import type { TimedMessage } from './place-frames.js'
import { readRecording, recordedArrival } from './recording.js'

/** What we learn from reading a recording once. */
export interface RecordingScan {
  readonly file: LineFile
  /** The currencies in it. The first is the one with the most events. */
  readonly currencies: readonly string[]
  /** The currencies without a channel for their index. */
  readonly withoutIndex: ReadonlySet<string>
  /** Per currency the first listing of options and of perpetuals. Without a listing: all instruments that are named. */
  readonly listings: readonly ListingEvent[]
  /** The longest pause between two values, in milliseconds. */
  readonly largestGapMs: number
  readonly facts: RecordingFacts
  /** The first line that no recorder writes; null when there is none. */
  readonly brokenLine: number | null
}

/**
 * Reads a recording once from start to end and keeps the names of instruments only. Rejects when the file cannot be
 * read or holds no market data. The error names the file. `onRead`: how many bytes of it were read.
 */
export async function scanRecording(path: string, onRead?: (bytes: number) => void): Promise<RecordingScan> {
  const mapper = createMapper()
  const found = createFindings()
  const played = createFacts()
  let brokenLine: number | null = null
  const onBroken = (line: number) => void (brokenLine ??= line)
  const readThrough = async () => {
    const file = await openLineFile(path)
    for await (const timed of readRecording(file, {
      onLeftOut: played.leaveOut,
      onBroken,
      ...(onRead && { onRead }),
    })) {
      const { events } = mapper.message(timed.message, recordedArrival(timed.timeMs, timed.timeMs))
      played.take(timed, events.length > 0)
      for (const event of events) found.take(event, timed.timeMs)
    }
    return file
  }
  const file = await readThrough().catch((error: unknown) => {
    throw new Error(`Cannot read the recording ${path}: ${error instanceof Error ? error.message : String(error)}`)
  })
  const facts = played.result(mapper.counts.ignored.time)
  const scan = { file, ...found.result(), facts, brokenLine }
  if (scan.currencies.length === 0) throw new Error(`The recording ${path} ${emptyBecause(scan)}`)
  return scan
}

function emptyBecause({ file, brokenLine, facts: { leftOut } }: RecordingScan): string {
  if (file.bytes === 0) return 'is empty'
  const lines = leftOut.unread + leftOut.cutOff
  const { undated, misdated } = leftOut
  const first = brokenLine === null ? '' : `, line ${brokenLine} first`
  const told = `${lines} lines are not understood${first}, ${undated} frames have no date, ${misdated} a wrong one`
  return `holds no market data (${told}); docs/clients.md says what its lines must be`
}

/** Counts what is played and what is not. */
function createFacts() {
  const leftOut = { unread: 0, cutOff: 0, undated: 0, misdated: 0, outOfOrder: 0 }
  const counts = { frames: 0, pausesCut: 0, cutMs: 0, startsOver: 0 }
  let [fromMs, toMs] = [Infinity, 0]
  let valueMs: number | null = null
  return {
    leaveOut: (why: LeftOut) => void (leftOut[why] += 1),
    take({ timeMs, startsOver }: TimedMessage, hasEvents: boolean) {
      fromMs = Math.min(fromMs, timeMs)
      toMs = Math.max(toMs, timeMs)
      counts.frames += 1
      if (startsOver) {
        counts.startsOver += 1
        valueMs = null
      }
      if (!hasEvents) return
      const cutMs = Math.max(0, timeMs - (valueMs ?? timeMs) - longestPauseMs)
      valueMs = timeMs
      counts.cutMs += cutMs
      if (cutMs > 0) counts.pausesCut += 1
    },
    /** `misdatedRows`: how many rows the mapper left out for their date. */
    result(misdatedRows: number): RecordingFacts {
      const misdated = leftOut.misdated + misdatedRows
      return { fromMs: Math.min(fromMs, toMs), toMs, ...counts, leftOut: { ...leftOut, misdated } }
    },
  }
}

type News = Extract<MarketEvent, { readonly type: 'instrument-state' | 'index-lock' | 'delivery-price' }>

/** News says nothing about prices or listings. */
function isNews(event: MarketEvent): event is News {
  return event.type === 'instrument-state' || event.type === 'index-lock' || event.type === 'delivery-price'
}

function createFindings() {
  const spoken = new Map<string, number>()
  const indexed = new Set<string>()
  const listings = { options: new Map<string, ListingEvent>(), perpetuals: new Map<string, ListingEvent>() }
  const symbols = new Map<string, Map<string, ListedInstrument>>()
  let firstMs: number | null = null
  let lastMs = 0
  let largestGapMs = 0

  const takeSymbols = (currency: string, names: readonly string[]) => {
    const known = symbols.get(currency) ?? new Map<string, ListedInstrument>()
    symbols.set(currency, known)
    for (const name of names) {
      const instrument = known.has(name) ? null : listedByName(name)
      if (instrument) known.set(name, instrument)
    }
  }
  const takeListing = (listing: ListingEvent) => {
    const { currency, instruments } = listing
    const { options, perpetuals } = listings
    if (!options.has(currency) && instruments.some(isOption)) options.set(currency, listing)
    if (!perpetuals.has(currency) && instruments.some((one) => !isOption(one))) perpetuals.set(currency, listing)
  }
  const listingOf = (currency: string): ListingEvent => {
    const named = [...(symbols.get(currency)?.values() ?? [])]
    const options = listings.options.get(currency)?.instruments ?? named
    const perpetuals = listings.perpetuals.get(currency)?.instruments ?? named
    return {
      type: 'listing',
      currency,
      instruments: [...options.filter(isOption), ...perpetuals.filter((one) => !isOption(one))],
      eventTimeMs: firstMs ?? 0,
      receivedTimeMs: firstMs ?? 0,
    }
  }
  return {
    take(event: MarketEvent, timeMs: number) {
      if (!('currency' in event) || isNews(event)) return
      const { currency } = event
      firstMs ??= timeMs
      largestGapMs = Math.max(largestGapMs, timeMs - (lastMs || timeMs))
      lastMs = timeMs
      if (event.type === 'listing') return takeListing(event)
      spoken.set(currency, (spoken.get(currency) ?? 0) + 1)
      if (event.type === 'index') indexed.add(currency)
      if (event.type === 'perpetual') takeSymbols(currency, [event.symbol])
      if (event.type === 'options')
        takeSymbols(
          currency,
          event.updates.map(({ symbol }) => symbol),
        )
    },
    result() {
      const currencies = [...spoken].sort(([, a], [, b]) => b - a).map(([currency]) => currency)
      return {
        currencies,
        withoutIndex: new Set(currencies.filter((currency) => !indexed.has(currency))),
        listings: currencies.map(listingOf),
        largestGapMs,
      }
    },
  }
}
