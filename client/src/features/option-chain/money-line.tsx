import type { Ref } from 'react'
import { price } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { ChainColumn, ChainColumns } from './chain-columns.js'
import css from './chain-table.module.css'

export interface MoneyLineProps {
  readonly columns: ChainColumns
  readonly forwardUsd: number
  readonly lineRef: Ref<HTMLTableRowElement>
}

const blanks = (side: string, columns: readonly ChainColumn[]) =>
  columns.map((column) => <td key={`${side}-${column.key}`} data-rank={column.rank} data-column={column.key} />)

/** Where the forward stands between the strikes. A cell for each column: a span would also count the hidden ones. */
export function MoneyLine({ columns, forwardUsd, lineRef }: MoneyLineProps) {
  return (
    <tr ref={lineRef} className={css.money} data-role="money-line">
      {blanks('call', columns.calls)}
      <th scope="row">
        <span>
          {text.chain.forward} {price(forwardUsd)}
        </span>
      </th>
      {blanks('put', columns.puts)}
    </tr>
  )
}
