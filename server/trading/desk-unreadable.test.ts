import { expect, it } from 'vitest'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, intervalMs, tradingDesk } from '../../tests/support/trading/desk.js'
import { buying } from '../../tests/support/trading/scripted-agent.js'

it('opens all accounts but the one whose books cannot be read, whose records stay and whose owner is told', async () => {
  await using test = await tradingDesk()
  await test.openAccount('other')
  const { order } = await test.place(marketOrder())
  await test.close()
  {
    await using store = await test.home.open()
    await store.journal.commit({ accountId: 'me', books: { ledger: { positions: 'none' } } })
  }
  await test.open()
  await test.say()
  expect(test.failures).toEqual(['What is stored of an account cannot be read: it is not opened'])
  const { accounts, brokerage } = test.desk
  expect(accounts.accounts().map(({ id }) => id)).toEqual(['other'])
  expect(accounts.accountOf({ accountId: 'me' })).toMatchObject({ id: 'me', kind: 'PAPER' })
  expect(await test.order(order.id)).toEqual(order)
  const command = { ...callOf('me'), kind: 'cancelOrders', wish: { symbol: null } } as const
  expect(await brokerage.carryOut(command, () => true)).toMatchObject({
    refused: 'WrongAccountKind',
    accountKind: 'PAPER',
    message: expect.stringContaining('cannot be read') as string,
  })
  const again = { ...callOf('me'), kind: 'openAccount', wish: { name: 'me', depositUsd: 1 } } as const
  expect(await brokerage.carryOut(again, () => true)).toMatchObject({ refused: 'AccountExists' })
  expect((await test.place(marketOrder(), 'other')).order.status).toBe('FILLED')
  await test.close()
  await using store = await test.home.open()
  const { readable } = await store.journal.accounts()
  expect(readable.find(({ account }) => account.id === 'me')?.books).toEqual({ ledger: { positions: 'none' } })
})

it('tells the owner of an account of which nothing can be read, and does not open it anew', async () => {
  await using test = await tradingDesk()
  await test.close()
  {
    await using database = test.home.openDatabase()
    await database.transaction((session) => session.run(`UPDATE accounts SET body = '{}' WHERE id = 'me'`))
  }
  await test.open()
  const opened = test.ask('openAccount', callOf('me'), { name: 'me', depositUsd: 1 })
  expect(await opened).toEqual({
    refused: 'WrongAccountKind',
    accountKind: null,
    message: expect.stringContaining('cannot be read') as string,
  })
})

it('goes on without the agent of such an account', async () => {
  await using test = await deskUnderTest({ script: [buying()] })
  await test.say()
  await test.close()
  {
    await using store = await test.home.open()
    await store.journal.commit({ accountId: 'a', books: [] })
  }
  await test.open()
  await test.say()
  await test.clock.advance(intervalMs)
  await test.say()
  expect(test.desk.accounts.accounts()).toEqual([])
  expect(test.failures).toHaveLength(1)
})

it('carries out the stop of a position whose decision cannot be read, and logs that the score cannot be told', async () => {
  await using test = await deskUnderTest({ script: [buying()] })
  await test.say()
  await test.clock.advance(intervalMs)
  await test.say()
  await test.close()
  {
    await using database = test.home.openDatabase()
    const unreadable = `UPDATE decisions SET body = '{}' WHERE action = 'BUY_TO_ENTER'`
    await database.transaction((session) => session.run(unreadable))
  }
  await test.open()
  const fallen = { markPriceUsd: 80, bidPriceUsd: 80, askPriceUsd: 81 }
  for (let frame = 0; frame < 8; frame += 1) await test.say(fallen, { indexPriceUsd: 80 })
  expect(test.positions('a')).toEqual([])
  expect(await test.closedTrades('a')).toMatchObject([{ outcome: 'STOP' }])
  expect([test.published('closedTrade').length, test.published('scoreEvent').length]).toEqual([1, 0])
  expect(test.failures).toEqual(['What was committed could not be taken over, or told, in part'])
})

it('fails the call whose kept answer cannot be read, and no other', async () => {
  await using test = await tradingDesk()
  const kept = callOf('me')
  const idempotency = { key: kept.idempotencyKey, fingerprint: kept.fingerprint, answer: { done: 'OrderPlaced' } }
  await test.journal.commit({ accountId: 'me', idempotency })
  const cancelAll = (call: typeof kept) =>
    test.desk.brokerage.carryOut({ ...call, kind: 'cancelOrders', wish: { symbol: null } }, () => true)
  await expect(cancelAll(kept)).rejects.toThrow(`The answer of me under "${kept.idempotencyKey}" does not fit`)
  expect(await cancelAll(callOf('me'))).toEqual({ done: 'OrdersCancelled', orders: [] })
})
