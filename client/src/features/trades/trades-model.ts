import type {
  ClosedTradesSnapshotQuery,
  ClosedTradesSnapshotQueryVariables,
  FillsSnapshotQuery,
  FillsSnapshotQueryVariables,
  FillUpdatesSubscription,
  FillUpdatesSubscriptionVariables,
  OrdersSnapshotQuery,
  OrdersSnapshotQueryVariables,
} from '../../gql/graphql.js'
import {
  ClosedTradesSnapshotDocument,
  FillsSnapshotDocument,
  FillUpdatesDocument,
  OrdersSnapshotDocument,
  TradeNudgesDocument,
} from '../../gql/graphql.js'
import type { FetchedPage } from '../../live/log-page.js'
import { nudgedBy } from '../../live/nudges.js'
import type { PolledLogOperation } from '../../live/polled-log.js'
import type { LogOperation } from '../../live/resumable-log.js'

export type FillEntry = FillUpdatesSubscription['newFill']
export type OrderEntry = OrdersSnapshotQuery['orders']['edges'][number]['node']
export type ClosedTradeEntry = ClosedTradesSnapshotQuery['closedTrades']['edges'][number]['node']

export const TRADE_TABS = ['fills', 'orders', 'closed'] as const
export type TradeTab = (typeof TRADE_TABS)[number]

export const PAGE_SIZE = 50
const KEPT = 500
/** Fills are the usual reason to ask; an order may also be placed or cancelled without one. */
const ORDERS_EVERY_MS = 5_000
const CLOSED_EVERY_MS = 15_000

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

const toPage = <Node>({ edges, pageInfo }: Connection<Node>): FetchedPage<Node> => ({
  entries: edges.map(({ node }) => node),
  hasOlder: pageInfo.hasNextPage,
})

export const fillsOperation: LogOperation<
  FillEntry,
  FillsSnapshotQuery,
  FillUpdatesSubscription,
  FillsSnapshotQueryVariables,
  FillUpdatesSubscriptionVariables
> = {
  snapshot: FillsSnapshotDocument,
  updates: FillUpdatesDocument,
  pageOf: ({ fills }) => toPage(fills),
  atPage: (variables, page) => ({ ...variables, ...page }),
  entryOf: ({ newFill }) => newFill,
  resume: ({ account }, lastId) => ({ account, after: lastId }),
  capacity: KEPT,
}

export const ordersOperation: PolledLogOperation<OrderEntry, OrdersSnapshotQuery, OrdersSnapshotQueryVariables> = {
  snapshot: OrdersSnapshotDocument,
  pageOf: ({ orders }) => toPage(orders),
  atPage: (variables, page) => ({ ...variables, ...page }),
  everyMs: ORDERS_EVERY_MS,
  nudges: ({ account }) => nudgedBy(TradeNudgesDocument, { account }),
  pageSize: PAGE_SIZE,
}

export const closedTradesOperation: PolledLogOperation<
  ClosedTradeEntry,
  ClosedTradesSnapshotQuery,
  ClosedTradesSnapshotQueryVariables
> = {
  snapshot: ClosedTradesSnapshotDocument,
  pageOf: ({ closedTrades }) => toPage(closedTrades),
  atPage: (variables, page) => ({ ...variables, ...page }),
  everyMs: CLOSED_EVERY_MS,
  nudges: ({ account }) => nudgedBy(TradeNudgesDocument, { account }),
  pageSize: PAGE_SIZE,
}

/** Those that still wait come first, whatever their age; otherwise the newest. */
export function openFirst(orders: readonly OrderEntry[]): readonly OrderEntry[] {
  const isOpen = ({ status }: OrderEntry) => status === 'OPEN'
  return [...orders.filter(isOpen), ...orders.filter((order) => !isOpen(order))]
}
