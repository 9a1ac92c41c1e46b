import { describe, expect, it } from 'vitest'
import { marketOrder } from '../../tests/support/trading/builders.js'
import type { DeskUnderTest } from '../../tests/support/trading/desk.js'
import { callOf, tradingDesk } from '../../tests/support/trading/desk.js'
import type { ExitsChange } from '../domain/position.js'

const symbol = 'BTC-PERPETUAL'
const set = (test: DeskUnderTest, change: ExitsChange) => test.desk.brokerage.setExits(callOf('me'), { symbol, change })

describe('the exits of a position', () => {
  it('are moved and removed one by one, without an order, and kept over a restart', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90, profitTargetUsd: 120 }))
    expect(await set(test, { stopLossUsd: 95 })).toMatchObject({ exitPlan: { stopLossUsd: 95, profitTargetUsd: 120 } })
    expect(await set(test, { profitTargetUsd: null })).toMatchObject({
      exitPlan: { stopLossUsd: 95, profitTargetUsd: null },
    })
    expect(await test.fills()).toHaveLength(1)
    await test.restart()
    await test.say({ bidPriceUsd: 93.5, askPriceUsd: 94.5, markPriceUsd: 94 })
    expect((await test.fills()).at(-1)).toMatchObject({ reason: 'STOP', priceUsd: 93.5 })
    expect(await set(test, { stopLossUsd: 90 })).toMatchObject({ refused: 'NoPosition', symbol })
  })

  it('leave no plan when all of them are removed, and close nothing then', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    expect(await set(test, { stopLossUsd: null })).toMatchObject({ done: 'ExitsSet', exitPlan: null })
    expect(test.positions()).toMatchObject([{ exitPlan: null }])
    await test.say({ bidPriceUsd: 84, askPriceUsd: 86, markPriceUsd: 85 })
    expect(await test.fills()).toHaveLength(1)
  })

  it('are refused where the next mark would carry them out, or beyond what the books reckon with', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    expect(await set(test, { stopLossUsd: 101 })).toMatchObject({ refused: 'WrongExit', field: 'stopLossUsd' })
    expect(await set(test, { profitTargetUsd: 99 })).toMatchObject({ refused: 'WrongExit', field: 'profitTargetUsd' })
    expect(await set(test, { profitTargetUsd: 1e13 })).toMatchObject({ refused: 'OutOfBounds' })
    expect(test.positions()).toMatchObject([{ exitPlan: { stopLossUsd: 90, profitTargetUsd: null } }])
  })
})
