import { memo } from 'react'
import { hintedRow } from '../../components/hint.js'
import { Outcome } from '../../components/outcome.js'
import { ClosedTradeRow_ClosedTradeFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { durationOf } from '../../lib/format-time.js'
import { price, quantity, usd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { Instrument, Pnl, Side, Time } from './cells.js'
import type { ClosedTradeEntry } from './trades-model.js'
import { minor, TradesTable } from './trades-table.js'

const words = text.trades
const COLUMNS = [
  { label: words.closedAt, isText: true, isMinor: true },
  { label: words.instrument, isText: true },
  { label: words.side, isText: true, isMinor: true },
  { label: words.quantity, isMinor: true },
  { label: words.entry },
  { label: words.exit },
  { label: words.held, isMinor: true },
  { label: words.fee, isMinor: true },
  { label: words.pnl },
  { label: words.outcome, isText: true, isMinor: true },
]

export interface ClosedTradesTableProps {
  readonly trades: readonly ClosedTradeEntry[]
  readonly todayMs: number
}

export const ClosedTradesTable = memo(function ClosedTradesTable({ trades, todayMs }: ClosedTradesTableProps) {
  return (
    <TradesTable label={words.tabs.closed} columns={COLUMNS}>
      {trades.map((entry) => {
        const trade = readFragment(ClosedTradeRow_ClosedTradeFragmentDoc, entry)
        const { symbol, side, openedAt, closedAt, outcome, pnlUsd } = trade
        const held = durationOf(Date.parse(closedAt) - Date.parse(openedAt))
        return (
          <tr key={entry.id} data-closed-trade={entry.id} {...hintedRow}>
            <td {...minor} data-text="">
              <Time at={closedAt} todayMs={todayMs} />
            </td>
            <Instrument symbol={symbol}>
              <Side side={side} /> {quantity(trade.quantityCoin)} <Outcome outcome={outcome} pnlUsd={pnlUsd} />
            </Instrument>
            <td {...minor} data-text="">
              <Side side={side} />
            </td>
            <td {...minor}>{quantity(trade.quantityCoin)}</td>
            <td>{price(trade.entryPriceUsd)}</td>
            <td>{price(trade.exitPriceUsd)}</td>
            <td {...minor}>{held}</td>
            <td {...minor}>{usd(trade.feesUsd)}</td>
            <Pnl value={pnlUsd} />
            <td {...minor} data-text="">
              <Outcome outcome={outcome} pnlUsd={pnlUsd} />
            </td>
          </tr>
        )
      })}
    </TradesTable>
  )
})
