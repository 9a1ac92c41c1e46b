import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, tradingDesk } from '../../tests/support/trading/desk.js'
import { figuresOf } from '../../tests/support/trading/published-figures.js'
import { rankBest, sortByReturn } from './leaderboard.js'

const rankAll = <T extends { readonly totalReturnPct: number | null }>(all: readonly T[]) =>
  rankBest(sortByReturn(all), Infinity, () => true)

describe('the leaderboard', () => {
  it('ranks by return, equals alike, the unknown last and as they were opened', () => {
    const returns = [null, 2, 5, 5, null, -100]
    const ranked = rankAll(returns.map((totalReturnPct, index) => ({ id: `n${index}`, totalReturnPct })))
    expect(ranked.map(({ rank, of: { id } }) => [rank, id])).toEqual([
      [1, 'n2'],
      [1, 'n3'],
      [3, 'n1'],
      [4, 'n5'],
      [5, 'n0'],
      [5, 'n4'],
    ])
  })

  it('ranks returns that nothing confirms behind those that are confirmed, and before the unknown', () => {
    const ranked = rankAll([
      { id: 'claimed', totalReturnPct: 90, isUnconfirmed: true },
      { id: 'unknown', totalReturnPct: null, isUnconfirmed: true },
      { id: 'equal', totalReturnPct: -5, isUnconfirmed: true },
      { id: 'lost', totalReturnPct: -5 },
      { id: 'silent', totalReturnPct: null },
    ])
    expect(ranked.map(({ rank, of: { id } }) => [rank, id])).toEqual([
      [1, 'lost'],
      [2, 'claimed'],
      [3, 'equal'],
      [4, 'unknown'],
      [4, 'silent'],
    ])
  })

  it('has no more than wanted of those that pass, and ranks them without the others', () => {
    const sorted = sortByReturn([5, 5, 4, 4, 3].map((totalReturnPct, index) => ({ id: `n${index}`, totalReturnPct })))
    const best = (first: number) => rankBest(sorted, first, ({ id }) => id !== 'n0' && id !== 'n2')
    expect(best(5).map(({ rank, of: { id } }) => [rank, id])).toEqual([
      [1, 'n1'],
      [2, 'n3'],
      [3, 'n4'],
    ])
    expect(best(2)).toEqual(best(5).slice(0, 2))
    expect(best(0)).toEqual([])
  })

  it('gives every account one more than those that are better', () => {
    const returns = fc.array(fc.option(fc.integer({ min: -3, max: 3 })), { maxLength: 12 })
    fc.assert(
      fc.property(returns, (all) => {
        const value = (one: number | null) => one ?? -Infinity
        for (const { rank, of } of rankAll(all.map((totalReturnPct) => ({ totalReturnPct })))) {
          const mine = value(of.totalReturnPct)
          expect(rank).toBe(1 + all.filter((one) => value(one) > mine).length)
        }
      }),
    )
  })

  it('is in the order of the returns that it shows', async () => {
    await using test = await tradingDesk()
    for (const [id, totalReturnPct] of [
      ['worse', -3],
      ['better', 4],
      ['silent', null],
    ] as const) {
      await test.ask('publishPerformance', callOf(id), { asOf: 1, figures: figuresOf(totalReturnPct) })
    }
    await test.place(marketOrder())
    for (const markPriceUsd of [150, 90, 101]) {
      await test.say({ markPriceUsd })
      const returns = test.desk.accounts.leaderboard(10).map(({ performance }) => performance.totalReturnPct)
      expect(returns).toEqual([...returns].sort((a, b) => (b ?? -Infinity) - (a ?? -Infinity)))
      expect(returns).toContain(test.performance().totalReturnPct)
    }
  })

  it('has the paper accounts beside the published ones, as many as wanted', async () => {
    await using test = await tradingDesk()
    await test.openAccount('idle')
    await test.place(marketOrder())
    await test.say({ markPriceUsd: 150 })
    await test.ask('publishPositions', callOf('bot'), { asOf: 1, positions: [] })
    const board = test.desk.accounts.leaderboard(10)
    expect(board.map(({ rank, account: { id, kind } }) => [rank, id, kind])).toEqual([
      [1, 'me', 'PAPER'],
      [2, 'idle', 'PAPER'],
      [3, 'bot', 'PUBLISHED'],
    ])
    expect(board[0]?.performance).toEqual(test.performance())
    expect(test.desk.accounts.leaderboard(1)).toHaveLength(1)
  })
})
