import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { account } from '../../tests/support/store/records.js'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk } from '../../tests/support/trading/desk.js'
import type { Performance } from '../domain/performance.js'
import { rankByReturn } from './leaderboard.js'

describe('the leaderboard', () => {
  const entry = (performance: Performance, id: string, totalReturnPct: number | null) => ({
    account: account(id),
    performance: { ...performance, accountId: id, totalReturnPct },
  })

  it('ranks by return, equals alike, the unknown last and as they were opened', async () => {
    await using test = await deskUnderTest()
    const shown = test.performance('a')
    const returns = [null, 2, 5, 5, null, -100]
    const ranked = rankByReturn(returns.map((one, index) => entry(shown, `n${index}`, one)))
    expect(ranked.map(({ rank, account: { id } }) => [rank, id])).toEqual([
      [1, 'n2'],
      [1, 'n3'],
      [3, 'n1'],
      [4, 'n5'],
      [5, 'n0'],
      [5, 'n4'],
    ])
  })

  it('gives every account one more than those that are better', async () => {
    await using test = await deskUnderTest()
    const shown = test.performance('a')
    const returns = fc.array(fc.option(fc.integer({ min: -3, max: 3 })), { maxLength: 12 })
    fc.assert(
      fc.property(returns, (all) => {
        const value = (one: number | null) => one ?? -Infinity
        for (const { rank, performance } of rankByReturn(all.map((one, index) => entry(shown, `n${index}`, one)))) {
          const mine = value(performance.totalReturnPct)
          expect(rank).toBe(1 + all.filter((one) => value(one) > mine).length)
        }
      }),
    )
  })

  it('has the paper accounts beside the published ones, as many as wanted', async () => {
    await using test = await tradingDesk()
    await test.openAccount('idle')
    await test.place(marketOrder())
    await test.say({ markPriceUsd: 150 })
    await test.desk.brokerage.publishPositions(callOf('bot'), { asOf: 1, positions: [] })
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
