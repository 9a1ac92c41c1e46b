import { memo } from 'react'
import { hintedRow } from '../../components/hint.js'
import { OrderRow_OrderFragmentDoc, type OrderRow_OrderFragment } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { coinPremium, price, quantity } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { Brief, Instrument, Side, Time } from './cells.js'
import type { OrderEntry } from './trades-model.js'
import { minor, TradesTable } from './trades-table.js'
import css from './trades.module.css'

const words = text.trades
const COLUMNS = [
  { label: words.time, isText: true, isMinor: true },
  { label: words.instrument, isText: true },
  { label: words.side, isText: true, isMinor: true },
  { label: words.type, isText: true, isMinor: true },
  { label: words.filled, isMinor: true },
  { label: words.average, below: words.filled },
  { label: words.origin, isText: true, isMinor: true },
  { label: words.status, isText: true },
]

function limitOf({ limitPriceUsd, limitPriceCoin }: OrderRow_OrderFragment): string {
  if (limitPriceUsd !== null) return ` ${price(limitPriceUsd)}`
  return limitPriceCoin === null ? '' : ` ${coinPremium(limitPriceCoin)}`
}

export interface OrdersTableProps {
  readonly orders: readonly OrderEntry[]
  readonly todayMs: number
}

export const OrdersTable = memo(function OrdersTable({ orders, todayMs }: OrdersTableProps) {
  return (
    <TradesTable label={words.tabs.orders} columns={COLUMNS}>
      {orders.map((entry) => {
        const order = readFragment(OrderRow_OrderFragmentDoc, entry)
        const { placedAt, symbol, side, status, cancelReason, reduceOnly } = order
        const filled = words.ofWanted(quantity(order.filledCoin), quantity(order.quantityCoin))
        const kind = (
          <>
            {words.types[order.type]}
            {limitOf(order)}{' '}
            <small>
              {order.timeInForce}
              {reduceOnly && ` ${words.reduceOnly}`}
            </small>
          </>
        )
        return (
          <tr key={entry.id} data-order={entry.id} {...hintedRow}>
            <td {...minor} data-text="">
              <Time at={placedAt} todayMs={todayMs} />
            </td>
            <Instrument symbol={symbol}>
              <Side side={side} /> {kind} <Time at={placedAt} todayMs={todayMs} />
            </Instrument>
            <td {...minor} data-text="">
              <Side side={side} />
            </td>
            <td {...minor} data-text="">
              {kind}
            </td>
            <td {...minor}>{filled}</td>
            <td>
              {price(order.averageFillPriceUsd)} <Brief>{filled}</Brief>
            </td>
            <td {...minor} data-text="">
              {words.origins[order.origin]}
            </td>
            <td data-text="">
              <span className={css.status} data-status={status}>
                {words.statuses[status]}
              </span>{' '}
              {cancelReason !== null && <span className={css.why}>{cancelReason}</span>}
            </td>
          </tr>
        )
      })}
    </TradesTable>
  )
})
