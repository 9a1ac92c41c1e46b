import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HistoryReader, KnownMarket, StoredSegment } from '../../server/history/market-history.js'
import { openSegment } from '../../server/history/segment/read-segment.js'
import type { Segment } from '../../server/history/segment/segment.js'
import { encodeSegment } from '../../server/history/segment/write-segment.js'
import { verifyMarket } from '../../server/history/verify/verify-market.js'
import type { History } from '../../server/storage/open-store.js'
import { openHistory } from '../support/store/history-home.js'
import { recordedFromMs, recordWithHole } from '../support/store/history-market.js'
import { sqliteHomeInMemory, type StoreHome } from '../support/store/store-home.js'

let home: StoreHome
let history: History
let known: KnownMarket
beforeEach(async () => {
  home = sqliteHomeInMemory()
  history = await openHistory(home)
  await recordWithHole(history)
  const [first] = await history.markets.markets()
  if (!first) throw new Error('Nothing is recorded')
  known = first
})
afterEach(async () => {
  await history[Symbol.asyncDispose]()
  await home[Symbol.asyncDispose]()
})

const minute = (count: number) => recordedFromMs + count * 60_000
const verified = (reader: Partial<HistoryReader> = {}) =>
  verifyMarket(
    { markets: { ...history.markets, ...reader }, bars: history.bars },
    known,
    () => {},
    new AbortController().signal,
  )

/** A reader that finds another segment in the place of one, or none. */
function changing(
  startMs: number,
  change: (segment: StoredSegment) => Promise<StoredSegment | null>,
): Partial<HistoryReader> {
  return {
    async *segments(...args) {
      for await (const segment of history.markets.segments(...args)) {
        const read = segment.fromMs === startMs ? await change(segment) : segment
        if (read) yield read
      }
    },
  }
}

/** Another content of a segment, as its writer would have written it. */
const rewritten = (change: (segment: Segment) => Segment) => async (stored: StoredSegment) => {
  const pieces = stored.pieces.map(openSegment)
  const keyFrame = pieces[0]?.keyFrame() ?? null
  const events = pieces.flatMap((piece) => [...piece.events(-Infinity, Infinity)])
  const { fromMs, toMs } = stored
  return { ...stored, pieces: [await encodeSegment(change({ fromMs, toMs, keyFrame, events }))] }
}

/** The bytes are then another number too. */
const ofSegments = async (reader: Partial<HistoryReader>) =>
  (await verified(reader)).damages.filter(({ what }) => !what.startsWith('the store counts'))

describe('what is recorded', () => {
  it('is found to be as it was recorded, with its holes', async () => {
    expect(await verified()).toMatchObject({ segments: 4, holes: 2, damages: [] })
    expect((await verified()).events).toBeGreaterThan(200)
  })

  it('is found damaged when one bit is another', async () => {
    const flipped = changing(minute(1), ({ pieces, ...segment }) => {
      const [first = new Uint8Array(), ...others] = pieces
      const copy = Uint8Array.from(first)
      copy[200] = (copy[200] ?? 0) ^ 4
      return Promise.resolve({ ...segment, pieces: [copy, ...others] })
    })
    expect(await ofSegments(flipped)).toEqual([
      { fromMs: minute(1), toMs: minute(2), what: 'The segment is damaged: its check sum is another' },
    ])
  })

  it('is found out of order', async () => {
    const swapped = changing(
      minute(3),
      rewritten((segment) => ({ ...segment, events: segment.events.toReversed() })),
    )
    const [damage] = await ofSegments(swapped)
    expect(damage?.what).toMatch(/^An event of \d+ comes after one of \d+$/)
  })

  it('is found past its end', async () => {
    const late = changing(
      minute(3),
      rewritten((segment) => ({ ...segment, events: segment.events.map((one) => ({ ...one, heardMs: minute(4) })) })),
    )
    expect((await ofSegments(late))[0]?.what).toContain('is past its end')
  })

  it('has key frames that are what the events before made of the market', async () => {
    const lacking = changing(
      minute(0),
      rewritten((segment) => ({ ...segment, events: segment.events.slice(0, -3) })),
    )
    expect(await ofSegments(lacking)).toEqual([
      {
        fromMs: minute(1),
        toMs: minute(2),
        what: expect.stringMatching(
          /^its key frame is not what the events before it made of the market: (feed|currencies)\..* is .* and should be /,
        ),
      },
    ])
  })

  it('begins with a key frame', async () => {
    const without = changing(
      minute(3),
      rewritten((segment) => ({ ...segment, keyFrame: null })),
    )
    expect((await ofSegments(without))[0]?.what).toBe('It does not begin with a key frame')
  })

  it('is missing where the store says that it is there', async () => {
    const what = 'the store says that it is recorded, and nothing is there'
    const gone = (count: number) => changing(minute(count), () => Promise.resolve(null))
    expect(await ofSegments(gone(1))).toEqual([{ fromMs: minute(1), toMs: minute(2), what }])
    expect(await ofSegments(gone(4))).toEqual([{ fromMs: minute(4), toMs: minute(5), what }])
  })

  it('has as many bytes as the store counts', async () => {
    known = { ...known, range: { ...known.range, bytes: known.range.bytes + 1 } }
    const reader = { range: () => Promise.resolve(known.range) }
    expect((await verified(reader)).damages).toEqual([
      {
        fromMs: minute(0),
        toMs: minute(5),
        what: expect.stringMatching(/^the store counts \d+ bytes, and \d+ are there$/),
      },
    ])
  })
})
