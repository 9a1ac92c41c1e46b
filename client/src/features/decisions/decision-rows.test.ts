import { expect, it } from 'vitest'
import { DecisionCard_DecisionFragmentDoc, type DecisionCard_DecisionFragment } from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import { header } from '../../testing/headers.js'
import { feedRows } from './decision-rows.js'
import type { DecisionEntry } from './decisions-model.js'

const decided = {
  account: { id: 'm', name: 'Momentum' },
  asOf: '2026-11-21T02:04:00Z',
  action: 'HOLD',
  reasoning: '',
  error: null,
} as DecisionCard_DecisionFragment
function entry(id: string, changes: Partial<DecisionCard_DecisionFragment> = {}): DecisionEntry {
  const decision = { ...decided, reasoning: `Why ${id}`, ...changes }
  const { asOf, action } = decision
  return {
    id,
    ...header(),
    asOf,
    action,
    ...makeFragmentData(decision, DecisionCard_DecisionFragmentDoc),
  }
}
const shapeOf = (entries: readonly DecisionEntry[]) =>
  feedRows(entries).map((row) => (row.kind === 'holds' ? row.entries.map(({ id }) => id) : row.id))

it('folds HOLDs in a row to one row, and leaves a single one and all else alone', () => {
  const entries = [entry('f'), entry('e'), entry('d', { action: 'CLOSE' }), entry('c'), entry('b', { action: 'CLOSE' })]
  expect(shapeOf(entries)).toEqual([['f', 'e'], 'd', 'c', 'b'])
  expect(shapeOf([])).toEqual([])
})

it('says from when to when, whose they are, and why the latest one held', () => {
  const entries = [
    entry('c', { asOf: '2026-11-21T02:08:00Z', account: { id: 'r', name: 'Reversal' } }),
    entry('b', { asOf: '2026-11-21T02:09:30Z' }),
    entry('a'),
  ]
  expect(feedRows(entries)).toMatchObject([
    {
      fromMs: Date.parse('2026-11-21T02:04:00Z'),
      toMs: Date.parse('2026-11-21T02:09:30Z'),
      latest: { reasoning: 'Why c' },
      accountNames: ['Reversal', 'Momentum'],
    },
  ])
})

it('stays the same row when another HOLD comes', () => {
  const [before] = feedRows([entry('b'), entry('a')])
  const [after] = feedRows([entry('c'), entry('b'), entry('a')])
  expect(after?.id).toBe(before?.id)
})

it('stays the same row when older ones are loaded, and when its oldest are let go of', () => {
  const first = feedRows([entry('d'), entry('c'), entry('b')])
  const longer = feedRows([entry('d'), entry('c'), entry('b'), entry('a')], first)
  const cut = feedRows([entry('e'), entry('d'), entry('c')], longer)
  expect([longer, cut].map(([row]) => row?.id)).toEqual([first[0]?.id, first[0]?.id])
})

it('folds no HOLD that is one because its agent failed', () => {
  expect(shapeOf([entry('d'), entry('c', { error: 'Timed out' }), entry('b'), entry('a')])).toEqual([
    'd',
    'c',
    ['b', 'a'],
  ])
})
