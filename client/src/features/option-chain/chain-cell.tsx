import type { CSSProperties } from 'react'
import { useFlash } from '../../components/use-flash.js'
import { hint } from '../../components/hint.js'
import type { OptionCells_OptionContractFragment } from '../../gql/graphql.js'
import { coinPremium } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { ChainColumn } from './chain-columns.js'
import css from './chain-table.module.css'

export interface ChainCellProps {
  readonly column: ChainColumn
  readonly cells: OptionCells_OptionContractFragment | null
  readonly maxOpenInterest: number
}

const fillOf = (value: number | null, maximum: number): CSSProperties =>
  ({ '--fill': maximum > 0 && value !== null ? `${Math.round((value / maximum) * 100)}%` : '0%' }) as CSSProperties

export function ChainCell({ column, cells, maxOpenInterest }: ChainCellProps) {
  const value = cells === null ? null : column.value(cells)
  const shown = column.format(value)
  const quote = cells === null ? null : (column.quote?.(cells) ?? null)
  const flash = useFlash<HTMLTableCellElement>(coinPremium(quote), quote)
  const computed = cells !== null && value !== null && column.computed?.(cells) === true
  return (
    <td
      ref={flash}
      data-rank={column.rank}
      data-column={column.key}
      data-strong={column.strong}
      className={`${column.bar ? css.bar : ''} ${computed ? css.computed : ''}`}
      style={column.bar ? fillOf(value, maxOpenInterest) : undefined}
      {...hint(computed ? text.chain.computedCell : null, { inList: true })}
    >
      {shown}
    </td>
  )
}
