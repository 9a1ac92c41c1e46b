import { expect, it } from 'vitest'
import { account, order, publishedPerformance, publishedPositions } from '../../support/store/records.js'
import type { StoreHome } from '../../support/store/store-home.js'

export function describeAccounts(makeHome: () => Promise<StoreHome>): void {
  it('gives accounts in the order of opening, with the newest of all that is kept of them', async () => {
    await using home = await makeHome()
    const [open, filled, cancelled] = [order(), order(), order()]
    {
      await using store = await home.open()
      const { journal } = store
      expect(await journal.accounts()).toEqual({ readable: [], unreadable: [] })
      await journal.commit({ accountId: 'z', open: account('z') })
      await journal.commit({ accountId: 'a', open: account('a'), books: { cash: 1 }, orders: [open, filled] })
      await journal.commit({
        accountId: 'a',
        published: { kind: 'POSITIONS', body: publishedPositions('ETH-PERPETUAL', 'BTC-PERPETUAL') },
      })
      await journal.commit({ accountId: 'a', published: { kind: 'PERFORMANCE', body: publishedPerformance } })
      await journal.commit({
        accountId: 'a',
        published: { kind: 'POSITIONS', body: publishedPositions('BTC-PERPETUAL') },
      })
      await journal.commit({ accountId: 'a', books: { cash: 2.5, lots: [[1, 'x']] }, orders: [cancelled] })
      const ended = [{ ...filled, status: 'FILLED' } as const, { ...cancelled, status: 'CANCELLED' } as const]
      await journal.commit({ accountId: 'a', orders: [...ended, { ...open, filledCoin: 0.1 }] })
    }
    await using store = await home.open()
    const { readable, unreadable } = await store.journal.accounts()
    expect(unreadable).toEqual([])
    expect(readable).toEqual([
      { account: account('z'), books: null, publishedPositions: null, publishedPerformance: null, openOrders: [] },
      {
        account: account('a'),
        books: { cash: 2.5, lots: [[1, 'x']] },
        publishedPositions: publishedPositions('BTC-PERPETUAL'),
        publishedPerformance,
        openOrders: [{ ...open, filledCoin: 0.1 }],
      },
    ])
  })
}
