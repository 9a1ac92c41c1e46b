import { expect, it } from 'vitest'
import { limitOrder, marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, tradingDesk } from '../../tests/support/trading/desk.js'

it('the accounts count each that is opened, trades for the first time, is begun anew or closed, and nothing else', async () => {
  await using test = await tradingDesk()
  const list = () => test.desk.accounts.accountList()
  const { seq } = list()
  await test.place(limitOrder(90))
  await test.say({ markPriceUsd: 101 })
  expect(list().seq).toBe(seq)
  await test.place(marketOrder())
  await test.place(marketOrder())
  expect(list()).toMatchObject({ seq: seq + 1, accounts: [{ id: 'me', hasTraded: true }] })
  // Nobody reads in between.
  await test.openAccount('second')
  await test.desk.settled()
  await test.ask('publishDecision', callOf('third'), {
    ...{ asOf: 1, symbol: 'X', action: 'HOLD', model: 'm', reasoning: 'r', executed: true },
    ...{ confidence: null, quantityCoin: null, leverage: null, stopLossUsd: null, profitTargetUsd: null },
    ...{ invalidation: null, fillPriceUsd: null, feeUsd: null, error: null },
  })
  await test.desk.settled()
  await test.ask('resetAccount', callOf('me'), { depositUsd: null })
  await test.desk.settled()
  await test.ask('closeAccount', callOf('second'), {})
  await test.desk.settled()
  expect(list()).toMatchObject({
    seq: seq + 5,
    accounts: [
      { id: 'me', resets: 1, hasTraded: false },
      { id: 'second', closedAtMs: 0 },
      { id: 'third', kind: 'PUBLISHED' },
    ],
  })
  expect(test.published('account').map(({ id }) => id)).toEqual(['me', 'me', 'second', 'third', 'me', 'second'])
})

it('an account that has traded is known as such after a restart, whatever became of its position', async () => {
  await using test = await tradingDesk()
  await test.place(marketOrder())
  await test.place(marketOrder({ side: 'SELL' }))
  expect(test.positions()).toEqual([])
  await test.restart()
  expect(test.desk.accounts.account('me')).toMatchObject({ hasTraded: true })
  await test.restart({ source: 'REPLAY' })
  expect(test.desk.accounts.accountOf({ accountId: 'me' })).toMatchObject({ hasTraded: true })
})
