import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { DASH, directionOf, fixed, percent, signedUsd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import css from './performance.module.css'

type Figures = Pick<PerformanceFigures_PerformanceFragment, 'longTrades' | 'shortTrades'>

const words = text.performance.split

/** Long and short trades: how many, how many of them won, and what they made. */
export function SideSplit({ longTrades, shortTrades }: Figures) {
  const sides = [
    [words.long, longTrades],
    [words.short, shortTrades],
  ] as const
  return (
    <table className={css.small}>
      <caption className="visually-hidden">{words.title}</caption>
      <thead>
        <tr>
          <th scope="col">{words.side}</th>
          <th scope="col">{words.trades}</th>
          <th scope="col">{words.won}</th>
          <th scope="col">{words.pnl}</th>
        </tr>
      </thead>
      <tbody>
        {sides.map(([label, side]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{side === null ? DASH : fixed(side.trades, 0)}</td>
            <td>{percent(side === null || side.trades === 0 ? null : (side.won / side.trades) * 100)}</td>
            <td data-direction={directionOf(signedUsd(side?.pnlUsd))}>{signedUsd(side?.pnlUsd)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
