import { moveInRows } from '../../components/move-in-column.js'
import { text } from '../../lib/text.js'
import { PositionRow } from './position-row.js'
import type { AccountPositions } from './positions-model.js'
import css from './positions.module.css'

const words = text.positions

/** Two lines in a cell, and the exit plan below, so that all of it fits the width of the side. */
const COLUMNS = [
  [words.instrument, null],
  [words.quantity, words.notional],
  [words.entry, words.mark],
  [words.pnl, null],
  [words.liquidation, null],
] as const

export function PositionsTable({ positions }: Pick<AccountPositions, 'positions'>) {
  return (
    <div className={css.scroller} role="region" aria-label={words.table} tabIndex={0} onKeyDown={moveInRows}>
      <table className={css.table}>
        <thead>
          <tr>
            {COLUMNS.map(([first, second]) => (
              <th key={first} scope="col">
                {first}
                {second !== null && <span className={css.second}>{second}</span>}
              </th>
            ))}
          </tr>
        </thead>
        {positions.map((position) => (
          <PositionRow key={position.symbol} position={position} columns={COLUMNS.length} />
        ))}
      </table>
    </div>
  )
}
