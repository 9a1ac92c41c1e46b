import type { ReactNode } from 'react'
import { Brief } from './cells.js'
import css from './trades.module.css'

interface Column {
  readonly label: string
  /** Words and times stand at the left, numbers at the right. */
  readonly isText?: boolean
  /** Left out where it is narrow; the second line of another column says it there. */
  readonly isMinor?: boolean
  /** What the second line says where it is narrow. */
  readonly below?: string
}

export interface TradesTableProps {
  readonly label: string
  readonly columns: readonly Column[]
  readonly children: ReactNode
}

export const minor = { 'data-minor': '' }

export function TradesTable({ label, columns, children }: TradesTableProps) {
  return (
    <table className={css.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ label: name, isText, isMinor, below }) => (
            <th key={name} scope="col" data-text={isText ? '' : undefined} data-minor={isMinor ? '' : undefined}>
              {name} {below !== undefined && <Brief>{below}</Brief>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
