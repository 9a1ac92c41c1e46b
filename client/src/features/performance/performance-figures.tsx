import { Figure, Figures } from '../../components/figure.js'
import type { PerformanceFigures_PerformanceFragment } from '../../gql/graphql.js'
import { directionOf, fixed, percent, ratio, signedPercent, signedUsd, usd } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import { missingReason, type FigureName } from './missing-reason.js'
import css from './performance.module.css'

export interface PerformanceFiguresProps {
  readonly figures: PerformanceFigures_PerformanceFragment | null
  readonly sampleSeconds: number | null
}

interface Row {
  readonly name: FigureName
  readonly label: string
  readonly format: (value: number | null) => string
  readonly hint?: string
  /** Colored by its sign. */
  readonly moves?: boolean
}

const words = text.performance
const count = (value: number | null) => (value === null ? usd(null) : fixed(value, 0))

/** What is looked for first. */
const MAIN: readonly Row[] = [
  { name: 'sharpe', label: words.sharpe, format: ratio },
  { name: 'sortino', label: words.sortino, format: ratio },
  { name: 'maxDrawdownPct', label: words.maxDrawdown, format: percent, hint: words.hints.maxDrawdown },
  { name: 'currentDrawdownPct', label: words.currentDrawdown, format: percent, hint: words.hints.currentDrawdown },
  { name: 'winRatePct', label: words.winRate, format: percent, hint: words.hints.winRate },
  { name: 'profitFactor', label: words.profitFactor, format: ratio, hint: words.hints.profitFactor },
  { name: 'expectancyUsd', label: words.expectancy, format: signedUsd, hint: words.hints.expectancy, moves: true },
  { name: 'trades', label: words.trades, format: count },
]

/** All else, behind the disclosure. */
const MORE: readonly Row[] = [
  { name: 'realizedPnlUsd', label: words.realized, format: signedUsd, hint: words.hints.realized, moves: true },
  { name: 'unrealizedPnlUsd', label: words.unrealized, format: signedUsd, hint: words.hints.unrealized, moves: true },
  { name: 'fundingUsd', label: words.funding, format: signedUsd, hint: words.hints.funding, moves: true },
  { name: 'feesUsd', label: words.fees, format: usd },
  { name: 'averageWinUsd', label: words.averageWin, format: usd, hint: words.hints.averageWin },
  { name: 'averageLossUsd', label: words.averageLoss, format: usd, hint: words.hints.averageLoss },
  { name: 'feeSharePct', label: words.feeShare, format: percent, hint: words.hints.feeShare },
  { name: 'cashUsd', label: words.cash, format: usd, hint: words.hints.cash },
  { name: 'cagrPct', label: words.cagr, format: signedPercent, hint: words.hints.cagr },
  { name: 'calmar', label: words.calmar, format: ratio, hint: words.hints.calmar },
  { name: 'exposurePct', label: words.exposure, format: percent, hint: words.hints.exposure },
  { name: 'timeFlatPct', label: words.timeFlat, format: percent, hint: words.hints.timeFlat },
]

function FigureList({ rows, figures, sampleSeconds }: PerformanceFiguresProps & { readonly rows: readonly Row[] }) {
  const hintOf = ({ name, hint }: Row) => {
    if (figures === null) return undefined
    const missing = missingReason(name, figures)
    if (missing !== undefined) return missing
    if (name !== 'sharpe' && name !== 'sortino') return hint
    const { samples } = figures
    return samples === null || sampleSeconds === null ? hint : words.ratioHint(samples, fixed(sampleSeconds, 0))
  }
  return (
    <Figures className={css.figures}>
      {rows.map((row) => {
        const value = figures?.[row.name]
        const shown = value === undefined ? null : row.format(value)
        return (
          <Figure
            key={row.name}
            label={row.label}
            value={shown}
            unknown={value === null}
            direction={row.moves && shown !== null ? directionOf(shown) : 'flat'}
            title={hintOf(row)}
          />
        )
      })}
    </Figures>
  )
}

export const MainFigures = (props: PerformanceFiguresProps) => <FigureList rows={MAIN} {...props} />
export const MoreFigures = (props: PerformanceFiguresProps) => <FigureList rows={MORE} {...props} />
