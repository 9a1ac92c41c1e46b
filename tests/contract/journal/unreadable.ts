import { expect, it } from 'vitest'
import type { Commit } from '../../../server/storage/journal.js'
import {
  account,
  newClosedTrade,
  newDecision,
  newFill,
  newOrderEvent,
  newScore,
  order,
} from '../../support/store/records.js'
import type { StoreHome } from '../../support/store/store-home.js'

const records = () => {
  const decision = newDecision()
  return {
    decisions: [decision],
    scores: [newScore({ decisionId: decision.id })],
    orders: [order({ status: 'FILLED' })],
    orderEvents: [newOrderEvent()],
    fills: [newFill()],
    closedTrades: [newClosedTrade()],
  } satisfies Partial<Commit>
}

/** Every log, the table that it reads, and a column of it that holds JSON. */
const logs = [
  ['decisions', 'decisions', 'body'],
  ['decisions', 'decisions', 'score'],
  ['decisionsAsMade', 'decisions', 'body'],
  ['scoreEvents', 'score_events', 'body'],
  ['scoreEvents', 'decisions', 'body'],
  ['orders', 'orders', 'body'],
  ['orderEvents', 'order_events', 'body'],
  ['fills', 'fills', 'body'],
  ['closedTrades', 'closed_trades', 'body'],
] as const

export function describeUnreadable(makeHome: () => Promise<StoreHome>): void {
  it.each(logs)(
    '%s say which record of %s has a %s that does not fit, and read all others',
    async (log, table, column) => {
      await using home = await makeHome()
      await using store = await home.open()
      const { journal } = store
      await journal.commit({ accountId: 'a', open: account('a') })
      await journal.commit({ accountId: 'b', open: account('b') })
      await journal.commit({ accountId: 'a', ...records() })
      await journal.commit({ accountId: 'a', ...records() })
      const before = await journal[log].newestFirst({}, { limit: 2 })
      if (typeof before === 'string') throw new Error(before)
      const [newest, oldest] = before.items
      await using database = home.openDatabase()
      for (const text of ['{"seq":"1"}', 'no JSON', '[]']) {
        await database.transaction((session) =>
          session.run(`UPDATE ${table} SET ${column} = $1 WHERE position = (SELECT MIN(position) FROM ${table})`, [
            text,
          ]),
        )
        const asked = journal[log].newestFirst({}, { limit: 2 })
        await expect(asked).rejects.toMatchObject({ name: 'DoesNotFit' })
        await expect(asked).rejects.toThrow(`"${oldest?.id ?? ''}"`)
        await expect(journal[log].get(oldest?.id ?? '')).rejects.toThrow('does not fit')
        expect(await journal[log].newestFirst({}, { limit: 1 })).toMatchObject({ items: [newest] })
      }
      const { decisions } = await journal.commit({ accountId: 'b', decisions: [newDecision({ accountId: 'b' })] })
      expect(decisions).toHaveLength(1)
    },
  )

  it('tells accounts that cannot be read apart from the others', async () => {
    await using home = await makeHome()
    const waiting = order({ accountId: 'orders' })
    {
      await using store = await home.open()
      for (const id of ['whole', 'body', 'orders', 'published', 'books']) {
        await store.journal.commit({ accountId: id, open: account(id), books: {} })
      }
      await store.journal.commit({ accountId: 'orders', orders: [waiting] })
      await using database = home.openDatabase()
      await database.transaction(async (session) => {
        await session.run(`UPDATE accounts SET body = '{"id":"body"}' WHERE id = 'body'`)
        await session.run(`UPDATE orders SET body = '{}' WHERE account_id = 'orders'`)
        await session.run(`UPDATE accounts SET published_positions = '[]' WHERE id = 'published'`)
        await session.run(`UPDATE accounts SET books = 'none' WHERE id = 'books'`)
      })
    }
    await using store = await home.open()
    const { readable, unreadable } = await store.journal.accounts()
    expect(readable.map((one) => one.account.id)).toEqual(['whole'])
    const faults = unreadable.map(({ id, account, fault }) => [id, account?.id ?? null, fault.message])
    expect(faults).toEqual([
      ['body', null, expect.stringContaining('accounts "body"')],
      ['orders', 'orders', expect.stringContaining(`orders "${waiting.id}"`)],
      ['published', 'published', expect.stringContaining('published_positions of accounts "published"')],
      ['books', 'books', expect.stringContaining('books of accounts "books"')],
    ])
  })
}
