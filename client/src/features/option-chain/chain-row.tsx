import { memo } from 'react'
import { hint, hintedRow } from '../../components/hint.js'
import { strike } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { ChainCell } from './chain-cell.js'
import type { ChainColumns } from './chain-columns.js'
import type { ChainContract } from './chain-model.js'
import { closedState } from './chain-notes.js'
import css from './chain-table.module.css'

const { letters, states, stateHints } = text.instrument

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

/** The letter of a state in which a contract does not trade, on its side of the strike. */
function StateLetter({ contract }: { readonly contract: ChainContract | null }) {
  const state = contract && closedState(contract)
  if (state === null) return null
  return (
    <abbr className={css.letter} data-kind={contract?.optionKind} {...hint(stateHints[state], { inList: true })}>
      <span aria-hidden="true">{letters[state]}</span>
      <span className="visually-hidden">{states[state]}</span>
    </abbr>
  )
}

export const ChainRow = memo(function ChainRow(props: ChainRowProps) {
  const { strikeUsd, call, put, columns, maxOpenInterest, atTheMoney, inTheMoney } = props
  return (
    <tr
      className={css.row}
      data-strike={strikeUsd}
      data-atm={atTheMoney || undefined}
      data-itm={inTheMoney}
      {...hintedRow}
    >
      {columns.calls.map((column) => (
        <ChainCell key={`call-${column.key}`} column={column} contract={call} maxOpenInterest={maxOpenInterest} />
      ))}
      <th scope="row" className={css.strike}>
        <StateLetter contract={call} />
        {strike(strikeUsd)}
        <StateLetter contract={put} />
      </th>
      {columns.puts.map((column) => (
        <ChainCell key={`put-${column.key}`} column={column} contract={put} maxOpenInterest={maxOpenInterest} />
      ))}
    </tr>
  )
})
