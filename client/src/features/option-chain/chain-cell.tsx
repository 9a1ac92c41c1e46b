import type { CSSProperties } from 'react'
import { hint } from '../../components/hint.js'
import { useFlash } from '../../components/use-flash.js'
import { OptionCells_OptionContractFragmentDoc } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { coinPremium } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { ChainColumn } from './chain-columns.js'
import type { ChainContract } from './chain-model.js'
import { cellHint, cellMark } from './chain-notes.js'
import css from './chain-table.module.css'
import { isComputed } from './computed-cells.js'

export interface ChainCellProps {
  readonly column: ChainColumn
  readonly contract: ChainContract | null
  readonly maxOpenInterest: number
}

const fillOf = (value: number | null, maximum: number): CSSProperties =>
  ({ '--fill': maximum > 0 && value !== null ? `${Math.round((value / maximum) * 100)}%` : '0%' }) as CSSProperties

const cellsOf = (contract: ChainContract | null) =>
  contract === null ? null : readFragment(OptionCells_OptionContractFragmentDoc, contract)

export function ChainCell({ column, contract, maxOpenInterest }: ChainCellProps) {
  const cells = cellsOf(contract)
  const value = cells === null ? null : column.value(cells)
  const shown = column.format(value)
  const brief = column.brief?.(value) ?? shown
  const quote = cells === null ? null : (column.quote?.(cells) ?? null)
  const flash = useFlash<HTMLTableCellElement>(coinPremium(quote), quote)
  const mark = value === null ? null : cellMark(column.group, contract)
  const computed = cells !== null && isComputed(column, cells)
  const about = [
    ...(brief === shown ? [] : [shown]),
    ...(mark === null ? [] : [cellHint(column.group, mark)]),
    ...(computed ? [text.chain.computedCell] : []),
  ]
  return (
    <td
      ref={flash}
      data-rank={column.rank}
      data-column={column.key}
      data-strong={column.strong}
      className={`${column.bar ? css.bar : ''} ${computed ? css.computed : ''}`}
      style={column.bar ? fillOf(value, maxOpenInterest) : undefined}
      data-mark={mark}
      {...hint(about.join(' '), { inList: true })}
    >
      {brief === shown ? (
        shown
      ) : (
        <>
          <span className={css.whole}>{shown}</span>
          <span className={css.brief}>{brief}</span>
        </>
      )}
    </td>
  )
}
