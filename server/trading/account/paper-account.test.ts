import { describe, expect, it } from 'vitest'
import { call, chainWith, limitOrder, marketOrder, startMs } from '../../../tests/support/trading/builders.js'
import { callOf, tradingDesk, type DeskUnderTest } from '../../../tests/support/trading/desk.js'

const hour = 3_600_000
const second = 1_000

/** The market times, from the start, at which the funding of an account changed while it was heard four times a second. */
async function fundedAt(test: DeskUnderTest, accounts: readonly string[], forMs: number) {
  const changed = accounts.map((): number[] => [])
  let before = accounts.map((id) => test.performance(id).fundingUsd)
  for (let passedMs = 0; passedMs < forMs; passedMs += 250) {
    await test.hear({ fundingRate8h: 0.5 })
    const now = accounts.map((id) => test.performance(id).fundingUsd)
    now.forEach((fundingUsd, at) => {
      if (fundingUsd !== before[at]) changed[at]?.push((test.performance(accounts[at]).asOf ?? 0) - startMs)
    })
    before = now
  }
  return changed
}

describe('the engine of an account', () => {
  it('accrues funding once in ten seconds of the market, each account at its own time', async () => {
    await using test = await tradingDesk({ sampleIntervalMs: hour })
    await test.openAccount('you')
    for (const id of ['me', 'you']) await test.place(marketOrder(), id)
    await test.say({ fundingRate8h: 0.5 })
    const [mine = [], yours = []] = await fundedAt(test, ['me', 'you'], 40 * second)
    for (const times of [mine, yours]) {
      expect(times.length).toBeGreaterThanOrEqual(3)
      expect(new Set(times.slice(1).map((timeMs, at) => timeMs - (times[at] ?? 0)))).toEqual(new Set([10 * second]))
    }
    expect(mine.filter((timeMs) => yours.includes(timeMs))).toEqual([])
  })

  it('leaves the journal alone for a second after it failed', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    const fallen = { bidPriceUsd: 89, markPriceUsd: 89 }
    test.journal.hold()
    await test.hear(fallen)
    await test.journal.untilWaiting()
    test.journal.fail()
    test.journal.open()
    await test.say(fallen)
    await test.clock.advance(second - 1)
    await test.say(fallen)
    expect(await test.fills()).toHaveLength(1)
    await test.clock.advance(1)
    await test.say(fallen)
    expect(await test.fills()).toMatchObject([{}, { reason: 'STOP' }])
    expect(test.failures).toEqual(['The engine could not commit; it tries again'])
  })

  it('does not wait for a clock that was set back', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder({ stopLossUsd: 90 }))
    const fallen = { bidPriceUsd: 89, markPriceUsd: 89 }
    await test.clock.advance(second)
    test.journal.hold()
    await test.hear(fallen)
    await test.journal.untilWaiting()
    test.journal.fail()
    await test.desk.settled()
    test.clock.now = () => 0
    test.journal.open()
    await test.say(fallen)
    expect(await test.fills()).toMatchObject([{}, { reason: 'STOP' }])
  })

  it('settles what is in doubt at the next look at the market', async () => {
    await using test = await tradingDesk()
    test.journal.loseConfirmation()
    await expect(test.place(marketOrder())).rejects.toThrow('connection was lost')
    expect(test.positions()).toEqual([])
    await test.say()
    expect(test.positions()).toHaveLength(1)
    expect(test.published('fill')).toHaveLength(1)
  })

  it('marks the other accounts when one has a fault', async () => {
    await using test = await tradingDesk()
    await test.openAccount('other')
    await test.place(marketOrder(), 'other')
    const { order } = await test.place(limitOrder(90))
    // A limit order that has none cannot be matched.
    await test.journal.commit({ accountId: 'me', orders: [{ ...order, limitPriceUsd: null }] })
    await test.restart()
    await test.say({ markPriceUsd: 110 })
    expect(test.positions('other')).toMatchObject([{ markPriceUsd: 110 }])
    expect(test.failures).toEqual(['The engine could not commit; it tries again'])
    await test.say({ markPriceUsd: 111 })
    expect(test.positions('other')).toMatchObject([{ markPriceUsd: 111 }])
    expect(test.failures).toHaveLength(1)
  })
})

describe('what an account shows', () => {
  const freshness = ({ desk: { accounts } }: DeskUnderTest) =>
    [accounts.performance('me'), accounts.positions('me'), accounts.portfolio('me')].map((one) => one?.freshness)
  const [live, stale] = [Array(3).fill('LIVE'), Array(3).fill('STALE')]

  it('is live while all that it holds is priced, and with nothing while any market is', async () => {
    await using test = await tradingDesk()
    const eth = { currency: 'ETH' }
    await test.say({ symbol: 'ETH-PERPETUAL' }, eth)
    await test.say({}, { freshness: 'STALE' })
    expect(freshness(test)).toEqual(live)
    await test.say()
    await test.place(marketOrder())
    await test.say({}, { freshness: 'STALE' })
    expect(freshness(test)).toEqual(stale)
    await test.say()
    await test.place(marketOrder({ symbol: 'ETH-PERPETUAL' }))
    expect(freshness(test)).toEqual(live)
    await test.say({ symbol: 'ETH-PERPETUAL', markPriceUsd: null }, eth)
    expect(freshness(test)).toEqual(stale)
  })

  it('is of its last mark once it is closed, whatever the market does', async () => {
    await using test = await tradingDesk()
    await test.ask('closeAccount', callOf('me'), {})
    const closed = test.performance()
    expect(closed).toMatchObject({ freshness: 'STALE', asOf: startMs + 250 })
    await test.say({ markPriceUsd: 200 })
    expect(test.performance()).toEqual(closed)
    await test.restart()
    await test.say()
    expect(test.performance()).toMatchObject({ freshness: 'STALE', asOf: startMs + 250 })
  })
})

it('an account begun anew at no time of the market has no sample before the first', async () => {
  await using test = await tradingDesk()
  await test.place(marketOrder())
  await test.restart()
  await test.ask('resetAccount', callOf('me'), { depositUsd: 500 })
  expect(test.performance()).toMatchObject({ asOf: null, accountValueUsd: 500, openPositions: 0 })
  await test.say()
  await test.desk.settled()
  const { points } = await test.desk.accounts.equity('me', { fromMs: null, toMs: null, points: 10 })
  expect(points.at(-1)).toMatchObject({ accountValueUsd: 500 })
})

it('an account watches the expiries of its orders and of its positions', async () => {
  await using test = await tradingDesk()
  await test.sayChain(chainWith([{ symbol: call }]))
  const { order } = await test.place(limitOrder(0.01, { symbol: call, leverage: 1 }))
  await test.clock.advance(second)
  expect(test.watched).toHaveLength(1)
  await test.place(marketOrder({ symbol: call, leverage: 1 }))
  await test.ask('cancelOrder', callOf('me'), { orderId: order.id })
  await test.clock.advance(second)
  expect(test.watched).toHaveLength(1)
  await test.place(marketOrder({ symbol: call, side: 'SELL', leverage: 1 }))
  await test.clock.advance(second)
  expect(test.watched).toEqual([])
})
