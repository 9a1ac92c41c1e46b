import { describe, expect, it } from 'vitest'
import {
  ClosedTradeRow_ClosedTradeFragmentDoc,
  FillRow_FillFragmentDoc,
  OrderRow_OrderFragmentDoc,
  type ClosedTradeRow_ClosedTradeFragment,
  type FillRow_FillFragment,
  type OrderRow_OrderFragment,
} from '../../gql/graphql.js'
import { makeFragmentData } from '../../gql/index.js'
import { toLogPage } from '../../live/log-page.js'
import { facesOf, ignore } from '../../testing/faces.js'
import { followed } from '../../testing/followed.js'
import { header } from '../../testing/headers.js'
import { render, wordsOf } from '../../testing/render.js'
import { ClosedTradesTable } from './closed-trades-table.js'
import { FillsTable } from './fills-table.js'
import { OrdersTable } from './orders-table.js'
import {
  closedTradesOperation,
  fillsOperation,
  openFirst,
  ordersOperation,
  ordersState,
  type ClosedTradeEntry,
  type FillEntry,
  type OrderEntry,
} from './trades-model.js'
import { TradesView } from './trades-view.js'

const NOON = '2026-11-21T12:00:00.000Z'
const TODAY = Date.parse('2026-11-21T00:00:00.000Z')

const sold: FillRow_FillFragment = {
  asOf: NOON,
  symbol: 'BTC-4DEC26-80000-P',
  side: 'SELL',
  quantityCoin: 1.43,
  priceUsd: 1_237.72,
  priceCoin: 0.0145,
  feeUsd: 36.62,
  liquidity: 'TAKER',
  reason: 'STOP',
  realizedPnlUsd: -36.57,
}
const limit: OrderRow_OrderFragment = {
  symbol: 'BTC-PERPETUAL',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantityCoin: 2,
  limitPriceUsd: 84_000,
  limitPriceCoin: null,
  reduceOnly: false,
  status: 'OPEN',
  filledCoin: 0.5,
  averageFillPriceUsd: null,
  cancelReason: null,
  origin: 'CALLER',
  placedAt: NOON,
}
const trade: ClosedTradeRow_ClosedTradeFragment = {
  symbol: 'BTC-PERPETUAL',
  side: 'LONG',
  quantityCoin: 0.46,
  entryPriceUsd: 85_475,
  exitPriceUsd: 85_975.5,
  openedAt: '2026-11-21T10:30:00.000Z',
  closedAt: NOON,
  pnlUsd: 190.5,
  feesUsd: 39.7,
  outcome: 'TARGET',
}
const fill = (id: string): FillEntry => ({
  id,
  ...header(),
  asOf: NOON,
  ...makeFragmentData(sold, FillRow_FillFragmentDoc),
})
const order = (id: string, status: OrderEntry['status']): OrderEntry => ({
  id,
  status,
  ...makeFragmentData({ ...limit, status }, OrderRow_OrderFragmentDoc),
})
const closed: ClosedTradeEntry = { id: 't', ...makeFragmentData(trade, ClosedTradeRow_ClosedTradeFragmentDoc) }

const page = toLogPage([fill('b'), fill('a')], { capacity: 500, older: 'there' })
const faces = facesOf(page)
const show = (state = faces.live) =>
  render(
    <TradesView
      owner="Momentum paper account"
      tab="fills"
      onTab={ignore}
      state={state}
      onRetry={ignore}
      onOlder={ignore}
      table={(fills) => <FillsTable fills={fills} todayMs={TODAY} />}
    />,
  )

describe('the trades', () => {
  it('show a fill with its side, cause and what it realized', () => {
    const words = wordsOf(show())
    expect(words).toContain('1.43 1,237.72 36.62 \u221236.57 Stop taker')
    expect(words).toContain('Sell 12:00:00 Stop')
    expect(show()).toContain('0.0145 in the coin')
  })

  it('say whose they are', () => {
    expect(wordsOf(show())).toContain('Trades Momentum paper account')
  })

  it('offer what is older, or say that there is nothing', () => {
    expect(wordsOf(show())).toContain('Load older')
    const all = toLogPage([fill('a')], { capacity: 500, older: 'none' })
    expect(wordsOf(show(facesOf(all).live))).toContain('That is all')
  })

  it('say so when there are none, and have three other faces', () => {
    const none = toLogPage<FillEntry>([], { capacity: 500, older: 'none' })
    expect(wordsOf(show(facesOf(none).live))).toContain('Nothing was traded yet')
    expect(show(faces.waiting)).toContain('data-state="waiting"')
    expect(wordsOf(show(faces.stale))).toContain('Stale since')
    expect(wordsOf(show(faces.failed))).toContain('The server said no Retry')
  })

  it('show an order with how much of it is filled, and a dash before its first fill', () => {
    const words = wordsOf(render(<OrdersTable orders={[order('o', 'OPEN')]} todayMs={TODAY} />))
    expect(words).toContain('Limit 84,000.0 GTC 0.5 / 2 – 0.5 / 2 Caller Open')
  })

  it('say in the row that an order only reduces, and why one was cancelled', () => {
    const over = { ...limit, status: 'CANCELLED', reduceOnly: true, cancelReason: 'The option has expired' } as const
    const entry: OrderEntry = { id: 'x', status: over.status, ...makeFragmentData(over, OrderRow_OrderFragmentDoc) }
    const words = wordsOf(render(<OrdersTable orders={[entry]} todayMs={TODAY} />))
    expect(words).toContain('GTC reduce only')
    expect(words).toContain('Cancelled The option has expired')
  })

  it('are rows that arrows reach, so that the keyboard finds what they explain', () => {
    expect(show().match(/<tr data-fill="[^"]*" data-hinted="" tabindex="-1"/gi)).toHaveLength(2)
    expect(render(<ClosedTradesTable trades={[closed]} todayMs={TODAY} />)).toMatch(/<tr [^>]*data-hinted/)
  })

  it('put the orders that wait before the newest', () => {
    const orders = [order('d', 'OPEN'), order('c', 'FILLED'), order('b', 'OPEN'), order('a', 'CANCELLED')]
    const open = [order('b', 'OPEN'), order('old', 'OPEN')]
    expect(openFirst(open, orders).map(({ id }) => id)).toEqual(['b', 'old', 'd', 'c', 'a'])
    const [filled] = openFirst(open, [order('b', 'FILLED')])
    expect(filled?.status).toBe('OPEN')
  })

  it('show a closed trade with how long it was held, how it ended and what it made', () => {
    const words = wordsOf(render(<ClosedTradesTable trades={[closed]} todayMs={TODAY} />))
    expect(words).toContain('85,475.0 85,975.5 1h 30m 39.70 +190.50 ▲ Target')
  })

  it('follow what is written for the same account after the last one seen', () => {
    const asked = { account: 'momentum' }
    const variables = { ...asked, after: 'x-7' }
    expect(followed(fillsOperation.news, asked, { newFill: fill('f') })).toEqual({
      variables,
      events: [{ cursor: 'f', entry: fill('f'), isNew: true }],
    })
    expect(followed(closedTradesOperation.news, asked, { newClosedTrade: closed })).toEqual({
      variables,
      events: [{ cursor: 't', entry: closed, isNew: true }],
    })
  })

  it('follow each change of an order, of which only the first is a new one', () => {
    const heard = (change: string) =>
      followed(
        ordersOperation.news,
        { account: 'momentum' },
        { newOrder: { id: 'event', change, order: order('o', 'OPEN') } },
      ).events
    expect(heard('PLACED')).toEqual([{ cursor: 'event', entry: order('o', 'OPEN'), isNew: true }])
    for (const change of ['AMENDED', 'PARTLY_FILLED', 'FILLED', 'CANCELLED']) {
      expect(heard(change)).toMatchObject([{ isNew: false }])
    }
  })
})

describe('the orders as one list', () => {
  const waits = { seq: 1, asOf: null, freshness: 'LIVE', orders: [order('o', 'OPEN')] } as const
  const log = facesOf(toLogPage([order('d', 'FILLED')], { capacity: 500, older: 'there' }))
  const open = facesOf(waits)
  const entries = [order('o', 'OPEN'), order('d', 'FILLED')]

  it('are in the worse state of their two streams', () => {
    for (const kind of ['waiting', 'failed', 'empty'] as const) {
      expect(ordersState(log[kind], open.live, entries)).toEqual(log[kind])
      expect(ordersState(log.live, open[kind], entries)).toEqual(open[kind])
    }
    for (const state of [ordersState(log.stale, open.live, entries), ordersState(log.live, open.stale, entries)]) {
      expect(state).toMatchObject({ kind: 'stale', value: { entries, older: 'there' } })
    }
    const later = { ...open.live, lastUpdateMs: 2e15 } as typeof open.live
    expect(ordersState(log.live, later, entries)).toMatchObject({
      kind: 'live',
      lastUpdateMs: 2e15,
      value: { entries },
    })
  })
})
