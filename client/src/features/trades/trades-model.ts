import {
  ClosedTradesPageDocument,
  ClosedTradeUpdatesDocument,
  FillsPageDocument,
  FillUpdatesDocument,
  OpenOrdersUpdatesDocument,
  OrdersPageDocument,
  OrderUpdatesDocument,
  type ClosedTradesPageQuery,
  type ClosedTradeUpdatesSubscription,
  type FillsPageQuery,
  type FillUpdatesSubscription,
  type OpenOrdersUpdatesSubscription,
  type OrdersPageQuery,
} from '../../gql/graphql.js'
import type { LiveState } from '../../live/live-state.js'
import type { LiveOperation } from '../../live/live-store.js'
import { logStream, type LogOperation } from '../../live/log-operation.js'
import type { FetchedPage, LogPage } from '../../live/log-page.js'

export type FillEntry = FillUpdatesSubscription['newFill']
export type OrderEntry = OrdersPageQuery['orders']['edges'][number]['node']
export type ClosedTradeEntry = ClosedTradeUpdatesSubscription['newClosedTrade']

export const TRADE_TABS = ['fills', 'orders', 'closed'] as const
export type TradeTab = (typeof TRADE_TABS)[number]

const SIZES = { pageSize: 50, capacity: 500 }

type OfAccount = {
  readonly account: string
}

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

const toPage = <Node>({ edges, pageInfo }: Connection<Node>): FetchedPage<Node> => ({
  entries: edges.map(({ node }) => node),
  hasOlder: pageInfo.hasNextPage,
})

const written = <Entry extends { readonly id: string }>(entry: Entry) => ({ cursor: entry.id, entry, isNew: true })

export const fillsOperation: LogOperation<FillEntry, FillsPageQuery, OfAccount> = {
  ...SIZES,
  pages: FillsPageDocument,
  pageOf: ({ fills }) => toPage(fills),
  news: logStream(FillUpdatesDocument, ({ newFill }) => written(newFill)),
  resumesAfterEntry: true,
}

/** An order changes after it was placed; each event brings it whole. */
export const ordersOperation: LogOperation<OrderEntry, OrdersPageQuery, OfAccount> = {
  ...SIZES,
  pages: OrdersPageDocument,
  pageOf: ({ orders }) => toPage(orders),
  news: logStream(OrderUpdatesDocument, ({ newOrder: { id, change, order } }) => ({
    cursor: id,
    entry: order,
    isNew: change === 'PLACED',
  })),
  resumesAfterEntry: false,
}

export const closedTradesOperation: LogOperation<ClosedTradeEntry, ClosedTradesPageQuery, OfAccount> = {
  ...SIZES,
  pages: ClosedTradesPageDocument,
  pageOf: ({ closedTrades }) => toPage(closedTrades),
  news: logStream(ClosedTradeUpdatesDocument, ({ newClosedTrade }) => written(newClosedTrade)),
  resumesAfterEntry: true,
}

/** Orders are facts: they do not go stale with the market. */
export interface OpenOrders {
  readonly seq: number
  readonly asOf: null
  readonly freshness: 'LIVE'
  readonly orders: readonly OrderEntry[]
}

export const openOrdersOperation: LiveOperation<OpenOrders, OpenOrdersUpdatesSubscription, OfAccount> = {
  updates: OpenOrdersUpdatesDocument,
  fold: (_current, { openOrders: { seq, orders } }) => ({ seq, asOf: null, freshness: 'LIVE', orders }),
}

type OrdersState = LiveState<LogPage<OrderEntry>>

/** The orders as one list, in the worse state of its two streams. `entries` are those of both. */
export function ordersState(
  log: OrdersState,
  open: LiveState<OpenOrders>,
  entries: readonly OrderEntry[],
): OrdersState {
  if (log.kind !== 'live' && log.kind !== 'stale') return log
  if (open.kind !== 'live' && open.kind !== 'stale') return open
  const worse = open.kind === 'stale' ? open : log
  const lastUpdateMs = Math.max(log.lastUpdateMs, open.lastUpdateMs)
  return { ...worse, lastUpdateMs, value: { ...log.value, entries } }
}

/** Those that still wait come first, whatever their age, then the newest of the others. */
export function openFirst(open: readonly OrderEntry[], orders: readonly OrderEntry[]): readonly OrderEntry[] {
  const known = new Set(open.map(({ id }) => id))
  const others = orders.filter(({ id }) => !known.has(id))
  const isOpen = ({ status }: OrderEntry) => status === 'OPEN'
  return [...open, ...others.filter(isOpen), ...others.filter((order) => !isOpen(order))]
}
