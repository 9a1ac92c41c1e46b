import { expect, it } from 'vitest'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, tradingDesk, turns } from '../../tests/support/trading/desk.js'

it('the accounts count each that is opened, begun anew or closed, and nothing else', async () => {
  await using test = await tradingDesk()
  const list = () => test.desk.accounts.accountList()
  const { seq } = list()
  await test.place(marketOrder())
  await test.say({ markPriceUsd: 101 })
  expect(list().seq).toBe(seq)
  // Nobody reads in between.
  await test.openAccount('second')
  await turns(1)
  await test.ask('publishDecision', callOf('third'), {
    ...{ asOf: 1, symbol: 'X', action: 'HOLD', model: 'm', reasoning: 'r', executed: true },
    ...{ confidence: null, quantityCoin: null, leverage: null, stopLossUsd: null, profitTargetUsd: null },
    ...{ invalidation: null, fillPriceUsd: null, feeUsd: null, error: null },
  })
  await turns(1)
  await test.ask('resetAccount', callOf('me'), { depositUsd: null })
  await turns(1)
  await test.ask('closeAccount', callOf('second'), {})
  await turns(1)
  expect(list()).toMatchObject({
    seq: seq + 4,
    accounts: [
      { id: 'me', resets: 1 },
      { id: 'second', closedAtMs: 0 },
      { id: 'third', kind: 'PUBLISHED' },
    ],
  })
  expect(test.published('account').map(({ id }) => id)).toEqual(['me', 'second', 'third', 'me', 'second'])
})
