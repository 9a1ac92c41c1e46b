import { expect, it } from 'vitest'
import { indexTick } from '../../tests/support/builders.js'
import { MarketState } from '../market/market-state.js'
import { encodePiece, joinPieces } from './encode-pieces.js'
import { decodeSegment } from './segment/read-segment.js'

const feed = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 1_000 } as const
const keyFrame = new MarketState(feed, () => 0).keyFrame()
const piece = (fromMs: number, isFirst = false) =>
  encodePiece({
    fromMs,
    toMs: fromMs + 500,
    keyFrame: isFirst ? keyFrame : null,
    events: [{ heardMs: fromMs, event: indexTick(1, fromMs) }],
  })

it('joins pieces that follow each other', async () => {
  const joined = decodeSegment(await joinPieces([await piece(0, true), await piece(500), await piece(1_000)]))
  expect(joined).toMatchObject({ fromMs: 0, toMs: 1_500, keyFrame: {} })
  expect(joined.events.map(({ heardMs }) => heardMs)).toEqual([0, 500, 1_000])
})

it('leaves a segment of one piece as it is', async () => {
  const only = await piece(0, true)
  expect(await joinPieces([only])).toBe(only)
  await expect(joinPieces([await piece(0)])).rejects.toThrow('no key frame')
})

it('joins nothing without a key frame, or with a hole inside', async () => {
  await expect(joinPieces([await piece(0), await piece(500)])).rejects.toThrow('no key frame')
  await expect(joinPieces([await piece(0, true), await piece(1_000)])).rejects.toThrow('begins at 1000, not at 500')
})
