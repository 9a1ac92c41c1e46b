import { beforeEach, expect, it } from 'vitest'
import { turnAsker } from '../../tests/support/turn-asker.js'
import { FairTurns, type TurnAsker } from '../lib/fair-turns.js'
import { paidByOne, type Payers, type Spend } from './paid-work.js'

let nowMs: number
/** To be called when another payer comes. */
let expecting: Set<() => void>
let turns: FairTurns
beforeEach(() => {
  nowMs = 0
  expecting = new Set()
  const share = { burstMs: 100, share: 0.25 }
  turns = new FairTurns({ now: () => nowMs, ofConnection: share, ofSource: share })
})

const those = (list: readonly TurnAsker[]): Payers => ({
  [Symbol.iterator]: () => list.values(),
  onAnother(listener) {
    expecting.add(listener)
    return () => expecting.delete(listener)
  },
})
const work = (spend: Spend) => spend(() => (nowMs += 60))
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

it('is paid by the first whose shares have paid, at once', () => {
  const [greedy, one, other] = [turnAsker('greedy'), turnAsker('one'), turnAsker('other')]
  turns.spent(greedy, 5_000)
  expect(paidByOne(turns, those([greedy, one, other]), work)).toBe(60)
  turns.spent(one, 60)
  expect([turns.hasPaid(one), turns.hasPaid(other)]).toEqual([false, true])
})

it.each([
  ['the one it waits for leaves', (leave: () => void) => leave()],
  ['another one comes', () => expecting.forEach((tell) => tell())],
])('waits when all have used too much, until %s', async (_what, happens) => {
  const leaving = new AbortController()
  const payers = [turnAsker('a', { signal: AbortSignal.abort() }), turnAsker('b', { signal: leaving.signal })]
  for (const payer of payers) turns.spent(payer, 5_000)
  const begun = paidByOne(turns, those(payers), work)
  expect(begun).toBeInstanceOf(Promise)
  await nextTurn()
  expect(nowMs).toBe(0)
  payers.push(turnAsker('c'))
  happens(() => leaving.abort())
  expect(await begun).toBe(60)
  expect(expecting.size).toBe(0)
})

it('waits for the turn of one, who pays', async () => {
  const payer = turnAsker('a')
  turns.spent(payer, 120)
  const begun = paidByOne(turns, those([payer]), work)
  nowMs += 80
  expect(await begun).toBe(140)
  expect(turns.hasPaid(payer)).toBe(false)
})

it('is done though nobody is left to pay', () => {
  expect(paidByOne(turns, those([]), work)).toBe(60)
})
