import { useMemo } from 'react'
import { useStoredChoice } from '../../lib/stored-choice.js'
import { useToday } from '../../lib/use-today.js'
import { valueOf } from '../../live/face-of.js'
import { useLiveLog } from '../../live/use-live-log.js'
import { useLive } from '../../live/use-live.js'
import { ClosedTradesTable } from './closed-trades-table.js'
import { FillsTable } from './fills-table.js'
import { OrdersTable } from './orders-table.js'
import {
  closedTradesOperation,
  fillsOperation,
  openFirst,
  openOrdersOperation,
  ordersOperation,
  ordersState,
  TRADE_TABS,
  type TradeTab,
} from './trades-model.js'
import { TradesView } from './trades-view.js'

export interface TradesPanelProps {
  readonly account: string | null
  /** Name of the account. */
  readonly owner: string | null
}

/** Those that wait, and the log of all. */
function useOrders(asked: { readonly account: string } | null) {
  const open = useLive(openOrdersOperation, asked)
  const log = useLiveLog(ordersOperation, asked)
  const waiting = valueOf(open.state)?.orders
  const placed = valueOf(log.state)?.entries
  const entries = useMemo(() => openFirst(waiting ?? [], placed ?? []), [waiting, placed])
  const retry = () => {
    open.retry()
    log.retry()
  }
  return { state: ordersState(log.state, open.state, entries), retry, loadOlder: log.loadOlder }
}

/** Only what is on screen is read and followed. */
export function TradesPanel({ account, owner }: TradesPanelProps) {
  const [tab, onTab] = useStoredChoice('trades.tab', TRADE_TABS, 'fills')
  const todayMs = useToday()
  const when = (wanted: TradeTab) => (tab === wanted && account !== null ? { account } : null)
  const fills = useLiveLog(fillsOperation, when('fills'))
  const orders = useOrders(when('orders'))
  const closed = useLiveLog(closedTradesOperation, when('closed'))
  const shared = { tab, onTab, owner }
  switch (tab) {
    case 'fills':
      return (
        <TradesView
          {...shared}
          state={fills.state}
          onRetry={fills.retry}
          onOlder={fills.loadOlder}
          table={(entries) => <FillsTable fills={entries} todayMs={todayMs} />}
        />
      )
    case 'orders':
      return (
        <TradesView
          {...shared}
          state={orders.state}
          onRetry={orders.retry}
          onOlder={orders.loadOlder}
          table={(entries) => <OrdersTable orders={entries} todayMs={todayMs} />}
        />
      )
    case 'closed':
      return (
        <TradesView
          {...shared}
          state={closed.state}
          onRetry={closed.retry}
          onOlder={closed.loadOlder}
          table={(entries) => <ClosedTradesTable trades={entries} todayMs={todayMs} />}
        />
      )
  }
}
