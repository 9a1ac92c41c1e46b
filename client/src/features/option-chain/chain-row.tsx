import { memo } from 'react'
import { OptionCells_OptionContractFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { strike } from '../../lib/format.js'
import { ChainCell } from './chain-cell.js'
import type { ChainColumns } from './chain-columns.js'
import type { ChainContract } from './chain-model.js'
import css from './chain-table.module.css'

export interface ChainRowProps {
  readonly strikeUsd: number
  readonly call: ChainContract | null
  readonly put: ChainContract | null
  readonly columns: ChainColumns
  readonly maxOpenInterest: number
  readonly atTheMoney: boolean
  /** Which side has intrinsic value at this strike; null while the forward is unknown. */
  readonly inTheMoney: 'call' | 'put' | null
}

const cellsOf = (contract: ChainContract | null) =>
  contract === null ? null : readFragment(OptionCells_OptionContractFragmentDoc, contract)

export const ChainRow = memo(function ChainRow(props: ChainRowProps) {
  const { strikeUsd, columns, maxOpenInterest, atTheMoney, inTheMoney } = props
  const call = cellsOf(props.call)
  const put = cellsOf(props.put)
  return (
    <tr className={css.row} data-strike={strikeUsd} data-atm={atTheMoney || undefined} data-itm={inTheMoney}>
      {columns.calls.map((column) => (
        <ChainCell key={`call-${column.key}`} column={column} cells={call} maxOpenInterest={maxOpenInterest} />
      ))}
      <th scope="row" className={css.strike}>
        {strike(strikeUsd)}
      </th>
      {columns.puts.map((column) => (
        <ChainCell key={`put-${column.key}`} column={column} cells={put} maxOpenInterest={maxOpenInterest} />
      ))}
    </tr>
  )
})
