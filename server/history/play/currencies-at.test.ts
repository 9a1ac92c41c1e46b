import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { simulatedPieces, worldOfSeed } from '../../../tests/support/store/record-simulated.js'
import { sliceMs } from '../../lib/in-slices.js'
import type { RecordedPiece, TimeSpan } from '../market-history.js'
import { currenciesAt } from './currencies-at.js'

const minuteMs = 60_000
const startMs = Date.UTC(2026, 0, 5)
const market = worldOfSeed('currencies')

let recorded: readonly RecordedPiece[]
beforeAll(async () => {
  const span = { fromMs: startMs, toMs: startMs + 2 * minuteMs, segmentMs: minuteMs }
  recorded = await simulatedPieces({ seed: 'currencies', ...span })
})
afterEach(() => void vi.restoreAllMocks())

/** A history of these, each a segment. */
const historyOf = (pieces: readonly RecordedPiece[]) => ({
  async *segments(_market: object, { fromMs, toMs }: TimeSpan) {
    for (const { bytes, ...span } of pieces) {
      if (span.toMs > fromMs && span.fromMs < toMs) yield await Promise.resolve({ ...span, pieces: [bytes] })
    }
  },
})

function currencies(atMs: number, pieces = recorded, rest = () => Promise.resolve()) {
  return currenciesAt(atMs, { history: historyOf(pieces), market, rest })
}

describe('the currencies of a recording', () => {
  it('are those of a time that is recorded, its ends included', async () => {
    for (const atMs of [startMs, startMs + 30_000, startMs + minuteMs, startMs + 2 * minuteMs])
      expect(await currencies(atMs)).toEqual(['BTC'])
    for (const atMs of [startMs - 2, startMs + 2 * minuteMs + 2]) expect(await currencies(atMs)).toBeNull()
  })

  it('are read in short steps, and others go on in between', async () => {
    let nowMs = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += sliceMs))
    const rest = vi.fn(() => Promise.resolve())
    expect(await currencies(startMs + 90_000, recorded, rest)).toEqual(['BTC'])
    expect(rest.mock.calls.length).toBeGreaterThan(5)
  })

  it('are not read from what is damaged', async () => {
    const damaged = recorded.map((one) => ({ ...one, bytes: Buffer.from('damaged') }))
    await expect(currencies(startMs + 30_000, damaged)).rejects.toMatchObject({ name: 'UnreadableSegment' })
  })
})
