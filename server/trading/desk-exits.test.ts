import { describe, expect, it } from 'vitest'
import { call, chainWith, limitOrder, marketOrder, startMs } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import { buying } from '../../tests/support/trading/scripted-agent.js'
import { listedByName } from '../domain/instrument-name.js'
import type { ExitsChange } from '../domain/position.js'

const symbol = 'BTC-PERPETUAL'
const set = (test: DeskUnderTest, change: ExitsChange) => test.ask('setExits', callOf('me'), { symbol, change })

describe('a trailing stop', () => {
  const trailing = (test: DeskUnderTest) => test.positions()[0]?.exitPlan?.trailingStop
  const mark = (test: DeskUnderTest, markPriceUsd: number) =>
    test.say({ bidPriceUsd: markPriceUsd - 1, askPriceUsd: markPriceUsd + 1, markPriceUsd })

  it('follows the best mark from where it was set, is kept at each move, and closes the position', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    expect(await set(test, { trailingStop: { distanceUsd: 5, distancePct: null } })).toMatchObject({
      exitPlan: { stopLossUsd: 90, trailingStop: { bestPriceUsd: 100, stopPriceUsd: 95 } },
    })
    await mark(test, 110)
    expect(trailing(test)).toMatchObject({ distanceUsd: 5, bestPriceUsd: 110, stopPriceUsd: 105 })
    const [stored] = (await test.journal.accounts()).readable
    expect(stored?.books).toMatchObject({
      ledger: { positions: [{ exitPlan: { trailingStop: { bestPriceUsd: 110, stopPriceUsd: 105 } } }] },
    })
    await mark(test, 106)
    expect(trailing(test)).toMatchObject({ bestPriceUsd: 110, stopPriceUsd: 105 })
    await test.restart()
    expect(trailing(test)).toMatchObject({ bestPriceUsd: 110, stopPriceUsd: 105 })
    await mark(test, 105)
    expect((await test.fills()).at(-1)).toMatchObject({ reason: 'STOP', side: 'SELL', priceUsd: 104 })
    expect(await test.closedTrades()).toMatchObject([{ outcome: 'STOP' }])
    expect(test.positions()).toEqual([])
  })

  it('of a short follows downward, in percent of the best mark', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ side: 'SELL', trailingStop: { distanceUsd: null, distancePct: 10 } }))
    await mark(test, 80)
    expect(trailing(test)).toMatchObject({ distancePct: 10, bestPriceUsd: 80, stopPriceUsd: 88 })
    await mark(test, 87)
    expect(test.positions()).toHaveLength(1)
    await mark(test, 88)
    expect((await test.fills()).at(-1)).toMatchObject({ reason: 'STOP', side: 'BUY', priceUsd: 89 })
  })

  it('sees the marks that pass while the journal is busy', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ trailingStop: { distanceUsd: 5, distancePct: null } }))
    await mark(test, 100)
    test.journal.hold()
    const placing = test.place(limitOrder(50))
    await test.journal.untilWaiting()
    await test.hear({ bidPriceUsd: 119, askPriceUsd: 121, markPriceUsd: 120 })
    await test.hear({ bidPriceUsd: 117, askPriceUsd: 119, markPriceUsd: 118 })
    test.journal.open()
    await placing
    await mark(test, 118)
    expect(trailing(test)).toMatchObject({ bestPriceUsd: 120, stopPriceUsd: 115 })
  })

  it('moves with no mark that is stale, doubted or halted', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ trailingStop: { distanceUsd: 5, distancePct: null } }))
    await mark(test, 100)
    await test.say({ markPriceUsd: 130 }, { freshness: 'STALE' })
    await test.say({ markPriceUsd: 130, state: 'HALTED' })
    await test.say({ markPriceUsd: 130, markDoubted: true })
    expect(trailing(test)).toMatchObject({ bestPriceUsd: 100, stopPriceUsd: 95 })
  })

  it('goes on from where it is when the order that brought it is filled further, and is removed by null', async () => {
    await using test = await tradingDesk()
    await test.say({ askAmountUsd: 303 })
    await test.place(limitOrder(101, { trailingStop: { distanceUsd: 5, distancePct: null } }))
    await mark(test, 110)
    await test.say({ bidPriceUsd: 106, askPriceUsd: 101, markPriceUsd: 107, askAmountUsd: 5_000 })
    expect(test.positions()).toMatchObject([
      { quantityCoin: 10, exitPlan: { trailingStop: { bestPriceUsd: 110, stopPriceUsd: 105 } } },
    ])
    expect(await set(test, { trailingStop: null })).toMatchObject({ done: 'ExitsSet', exitPlan: null })
  })

  it('is refused where it would never be reached, on a reduce-only order, and beyond what the books reckon with', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    const far = { distanceUsd: 100, distancePct: null }
    expect(await set(test, { trailingStop: far })).toMatchObject({ refused: 'WrongExit', field: 'trailingStop' })
    expect(await set(test, { trailingStop: { ...far, distanceUsd: 1e13 } })).toMatchObject({ refused: 'OutOfBounds' })
    const reducing = marketOrder({ side: 'SELL', reduceOnly: true, trailingStop: { ...far, distanceUsd: 1 } })
    expect(await test.refusal(reducing)).toMatchObject({ refused: 'WrongExit', field: 'trailingStop', priceUsd: null })
    expect(test.positions()).toMatchObject([{ exitPlan: null }])
  })
})

it('a quantity of an agent is held to the lot', async () => {
  const named = listedByName(call)
  if (!named) throw new Error(call)
  const listed = { ...named, lotSize: 0.1, minOrderSize: 0.1 }
  const option = { symbol: call, leverage: 1, stopLossUsd: null, profitTargetUsd: null }
  const off = buying({ ...option, quantityCoin: 0.25 })
  await using test = await deskUnderTest({ script: [[off, buying({ ...option, quantityCoin: 0.3 })]] })
  const source = { currency: 'BTC', asOf: startMs, source: 'SIMULATED', freshness: 'LIVE' } as const
  test.bus.publish('instruments', 'BTC', { ...source, instruments: new Map([[call, listed]]) })
  await test.sayChain(chainWith([{ symbol: call }]))
  await test.say()
  expect(await test.decisions()).toMatchObject([
    { executed: false, error: expect.stringContaining('not a multiple of the lot') as string },
    { executed: true, quantityCoin: 0.3 },
  ])
})

it('stops and targets are held to the tick where that is in USD, of an order, of a position and of an agent', async () => {
  const script = [buying({ stopLossUsd: 90.3, profitTargetUsd: 120 })]
  await using test = await deskUnderTest({ script })
  await test.openAccount()
  const named = listedByName(symbol)
  if (!named) throw new Error(symbol)
  const listed = { ...named, tickSize: { base: 0.5, steps: [] } }
  const source = { currency: 'BTC', asOf: startMs, source: 'SIMULATED', freshness: 'LIVE' } as const
  test.bus.publish('instruments', 'BTC', { ...source, instruments: new Map([[symbol, listed]]) })
  await test.say()
  const offStep = { refused: 'OffStep', step: 0.5 }
  expect(await test.refusal(marketOrder({ stopLossUsd: 90.3 }))).toMatchObject({
    ...offStep,
    field: 'stopLossUsd',
    below: 90,
    above: 90.5,
  })
  await test.place(marketOrder({ profitTargetUsd: 120.5 }))
  expect(await set(test, { profitTargetUsd: 120.25 })).toMatchObject({ ...offStep, field: 'profitTargetUsd' })
  expect(await test.decisions()).toMatchObject([{ executed: false, error: expect.stringContaining('tick') as string }])
})

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
