import { hint, hintedRow } from '../../components/hint.js'
import { FillRow_FillFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { coinPremium, price, quantity, usd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { Instrument, Pnl, Side, Time } from './cells.js'
import type { FillEntry } from './trades-model.js'
import { minor, TradesTable } from './trades-table.js'

const words = text.trades
const COLUMNS = [
  { label: words.time, isText: true, isMinor: true },
  { label: words.instrument, isText: true },
  { label: words.side, isText: true, isMinor: true },
  { label: words.quantity },
  { label: words.price },
  { label: words.fee, isMinor: true },
  { label: words.pnl },
  { label: words.cause, isText: true, isMinor: true },
]

export interface FillsTableProps {
  readonly fills: readonly FillEntry[]
  readonly todayMs: number
}

export function FillsTable({ fills, todayMs }: FillsTableProps) {
  return (
    <TradesTable label={words.tabs.fills} columns={COLUMNS}>
      {fills.map((entry) => {
        const fill = readFragment(FillRow_FillFragmentDoc, entry)
        const { asOf, symbol, side, priceCoin, reason, liquidity } = fill
        return (
          <tr key={entry.id} data-fill={entry.id} {...hintedRow}>
            <td {...minor} data-text="">
              <Time at={asOf} todayMs={todayMs} />
            </td>
            <Instrument symbol={symbol}>
              <Side side={side} /> <Time at={asOf} todayMs={todayMs} /> {words.reasons[reason]}
            </Instrument>
            <td {...minor} data-text="">
              <Side side={side} />
            </td>
            <td>{quantity(fill.quantityCoin)}</td>
            <td {...hint(priceCoin === null ? null : words.coin(coinPremium(priceCoin)), { inList: true })}>
              {price(fill.priceUsd)}
            </td>
            <td {...minor}>{usd(fill.feeUsd)}</td>
            <Pnl value={fill.realizedPnlUsd} />
            <td {...minor} data-text="">
              {words.reasons[reason]} <small>{words.liquidity[liquidity]}</small>
            </td>
          </tr>
        )
      })}
    </TradesTable>
  )
}
