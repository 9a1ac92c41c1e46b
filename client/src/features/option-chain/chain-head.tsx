import { hint, hintedRow } from '../../components/hint.js'
import { text } from '../../lib/text.js'
import type { ChainColumn, ChainColumns } from './chain-columns.js'
import css from './chain-table.module.css'

const headers = (side: string, label: string, columns: readonly ChainColumn[]) =>
  columns.map((column) => (
    <th
      key={`${side}-${column.key}`}
      scope="col"
      data-rank={column.rank}
      data-column={column.key}
      {...hint(column.about, { inList: true })}
    >
      <span className="visually-hidden">{label} </span>
      {column.label}
    </th>
  ))

export function ChainHead({ columns }: { readonly columns: ChainColumns }) {
  return (
    <thead className={css.head}>
      <tr {...hintedRow}>
        {headers('call', text.chain.call, columns.calls)}
        <th scope="col" className={css.strike}>
          {text.chain.strike}
        </th>
        {headers('put', text.chain.put, columns.puts)}
      </tr>
    </thead>
  )
}
