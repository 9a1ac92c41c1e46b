import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import { MarketState } from '../../market/market-state.js'
import type { BarReader } from '../bars/bar-store.js'
import type { HistoryReader, KnownMarket, StoredSegment, TimeSpan } from '../market-history.js'
import { openSegment, type OpenSegment } from '../segment/read-segment.js'
import { UnreadableSegment } from '../segment/segment-frame.js'
import { BarCheck } from './bar-check.js'
import type { Damage } from './damage.js'
import { firstDifference } from './first-difference.js'

export interface Verified {
  readonly segments: number
  readonly events: number
  readonly holes: number
  /** Hours of series of which there are bars, or samples of volatility. */
  readonly hours: number
  readonly damages: readonly Damage[]
}

const mostHoles = 1_000_000
/** How far the clock of the recording server may have gone on between hearing an event and taking it in. */
const clockStepMs = 1_000

/**
 * Reads all that is recorded of a market and compares it with itself: the check sum of each segment, the order and times of
 * its events, its key frame with what the events before made of the market, the bars that are kept beside them with those
 * that they make, and what is there with what the store says is there. Works beside a server that records.
 */
export async function verifyMarket(
  { markets: reader, bars }: { readonly markets: HistoryReader; readonly bars: BarReader },
  known: KnownMarket,
  onReached: (timeMs: UnixMs) => void,
  signal: AbortSignal,
): Promise<Verified> {
  const { market, range } = known
  const holes = await reader.holes(market, range, mostHoles)
  const barCheck = new BarCheck(bars, market)
  const checking = new Checking(known, holes, barCheck)
  for await (const stored of reader.segments(market, range)) {
    checking.segment(stored)
    await barCheck.compare()
    onReached(stored.toMs)
    await nextTurn()
    signal.throwIfAborted()
  }
  const after = await reader.range(market)
  const isChanging = !isDeepStrictEqual(after, range)
  const { damages, ...counts } = checking.end(isChanging)
  const ofBars = await barCheck.end()
  return { ...counts, holes: holes.length, hours: ofBars.hours, damages: [...damages, ...ofBars.damages] }
}

/** What the events so far made of the market. */
interface Folded {
  readonly state: MarketState
  readonly toMs: UnixMs
}

class Checking {
  readonly #known: KnownMarket
  readonly #holes: readonly TimeSpan[]
  readonly #bars: BarCheck
  readonly #damages: Damage[] = []
  #segments = 0
  #events = 0
  #bytes = 0
  #endMs: UnixMs
  #nowMs: UnixMs = 0
  /** Null where that is not known. */
  #folded: Folded | null = null

  constructor(known: KnownMarket, holes: readonly TimeSpan[], bars: BarCheck) {
    this.#known = known
    this.#holes = holes
    this.#bars = bars
    this.#endMs = known.range.fromMs
  }

  segment(stored: StoredSegment): void {
    this.#segments += 1
    for (const { length } of stored.pieces) this.#bytes += length
    this.#checkPlace(stored)
    try {
      this.#checkContents(stored, stored.pieces.map(openSegment))
    } catch (error) {
      if (!(error instanceof UnreadableSegment)) throw error
      this.#folded = null
      this.#bars.breakOff()
      this.#damage(stored, error.message)
    }
    this.#endMs = stored.toMs
  }

  /** `isChanging`: a server records, so that the store said other numbers than there are at present. */
  end(isChanging: boolean): Omit<Verified, 'holes' | 'hours'> {
    const { range } = this.#known
    if (this.#endMs < range.toMs) {
      this.#damage(
        { fromMs: this.#endMs, toMs: range.toMs },
        'the store says that it is recorded, and nothing is there',
      )
    }
    if (!isChanging && this.#bytes !== range.bytes) {
      this.#damage(range, `the store counts ${range.bytes} bytes, and ${this.#bytes} are there`)
    }
    return { segments: this.#segments, events: this.#events, damages: this.#damages }
  }

  #damage({ fromMs, toMs }: TimeSpan, what: string): void {
    this.#damages.push({ fromMs, toMs, what })
  }

  #checkPlace({ fromMs, toMs }: StoredSegment): void {
    if (fromMs < this.#endMs) this.#damage({ fromMs, toMs }, 'it begins before the one before it ends')
    this.#checkGap(fromMs)
  }

  /** Holes are told; what else lacks is missing. */
  #checkGap(toMs: UnixMs): void {
    let fromMs = this.#endMs
    for (const hole of [...this.#holes.filter((one) => one.toMs > fromMs), { fromMs: toMs, toMs }]) {
      const lacking = { fromMs, toMs: Math.min(hole.fromMs, toMs) }
      if (lacking.toMs > lacking.fromMs) {
        this.#damage(lacking, 'the store says that it is recorded, and nothing is there')
      }
      fromMs = Math.max(fromMs, hole.toMs)
      if (fromMs >= toMs) return
    }
  }

  #checkContents(stored: StoredSegment, pieces: readonly OpenSegment[]): void {
    const keyFrame = pieces[0]?.keyFrame()
    if (!keyFrame) throw new UnreadableSegment('It does not begin with a key frame')
    this.#checkKeyFrame(stored, keyFrame)
    const currencies = keyFrame.currencies.map(({ currency }) => currency)
    const feed = { name: 'verify', source: this.#known.market.source, currencies, staleAfterMs: 1 }
    const state = new MarketState(feed, () => this.#nowMs)
    state.takeOver(keyFrame)
    let placeMs = stored.fromMs
    for (const [index, piece] of pieces.entries()) {
      if (index > 0 && piece.keyFrame() !== null) throw new UnreadableSegment('There is a key frame in its midst')
      if (piece.fromMs !== placeMs)
        throw new UnreadableSegment(`A piece of it begins at ${piece.fromMs}, not at ${placeMs}`)
      this.#fold(piece, state)
      placeMs = piece.toMs
    }
    if (placeMs !== stored.toMs) throw new UnreadableSegment(`It ends at ${placeMs}, and the store says ${stored.toMs}`)
    this.#folded = { state, toMs: stored.toMs }
  }

  #fold(piece: OpenSegment, state: MarketState): void {
    let lastMs = piece.fromMs
    for (const { heardMs, event } of piece.events(-Infinity, Infinity)) {
      if (heardMs < lastMs) throw new UnreadableSegment(`An event of ${heardMs} comes after one of ${lastMs}`)
      if (heardMs >= piece.toMs) throw new UnreadableSegment(`An event of ${heardMs} is past its end, ${piece.toMs}`)
      lastMs = heardMs
      this.#nowMs = heardMs
      this.#events += 1
      state.fold(event)
      this.#bars.add(event, state)
    }
  }

  #checkKeyFrame(stored: StoredSegment, keyFrame: KeyFrame): void {
    const goesOn = this.#folded?.toMs === stored.fromMs && !this.#holes.some(({ toMs }) => toMs === stored.fromMs)
    if (!goesOn) this.#bars.breakOff()
    if (!this.#folded || !goesOn) return
    const folded = this.#folded.state.keyFrame()
    const difference = firstDifference(keyFrame, withClockOf(keyFrame, folded))
    if (difference !== null) {
      this.#damage(stored, `its key frame is not what the events before it made of the market: ${difference}`)
    }
  }
}

/** The folded frame, with the times that whoever recorded took from the clock, when they are near. */
function withClockOf({ feed }: KeyFrame, folded: KeyFrame): KeyFrame {
  const near = (one: number | null, other: number | null) =>
    one !== null && other !== null && Math.abs(one - other) <= clockStepMs ? one : other
  const { sinceMs, nextAttemptMs } = folded.feed
  return {
    ...folded,
    feed: {
      ...folded.feed,
      sinceMs: near(feed.sinceMs, sinceMs) ?? sinceMs,
      nextAttemptMs: near(feed.nextAttemptMs, nextAttemptMs),
    },
  }
}
