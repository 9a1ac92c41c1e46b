import type { ChartLine } from '../../charts/chart-lines.js'
import { LinesChart } from '../../charts/lines-chart.js'
import { CurveFailure } from '../../components/curve-failure.js'
import { moveInColumn } from '../../components/move-in-column.js'
import { Panel } from '../../components/panel.js'
import { usePreparing } from '../../lib/preparing.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { colorsOf, type Leaderboard } from './leaderboard-model.js'
import { LeaderboardRow } from './leaderboard-row.js'
import css from './leaderboard.module.css'

export interface LeaderboardViewProps {
  readonly state: LiveState<Leaderboard>
  readonly lines: readonly ChartLine[]
  /** Why lines are missing, or have only the points since the page was opened. */
  readonly pastFailure: LiveFailure | null
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  readonly onRetry: () => void
}

const words = text.leaderboard
const COLUMNS: readonly { label: string; isMinor?: boolean; isWide?: boolean }[] = [
  { label: words.rank },
  { label: words.account },
  { label: words.value },
  { label: words.return },
  { label: words.sharpe, isWide: true },
  { label: words.drawdown },
  { label: words.winRate, isMinor: true },
  { label: words.trades, isMinor: true },
  { label: words.fees, isMinor: true },
]

export function LeaderboardView(props: LeaderboardViewProps) {
  const { state, lines, pastFailure, chosen, onChoose, onRetry } = props
  const preparing = usePreparing()
  const standings = valueOf(state)?.standings ?? null
  const isShown = standings?.some(({ account }) => account.id === chosen) ?? false
  const stop = isShown ? chosen : (standings?.[0]?.account.id ?? null)
  const colors = colorsOf(standings ?? [], chosen)
  return (
    <Panel
      name="leaderboard"
      title={words.title}
      face={faceOf(state)}
      onRetry={onRetry}
      note={
        <>
          <CurveFailure failure={pastFailure} />
          {standings !== null && <span>{words.count(standings.length)}</span>}
        </>
      }
    >
      <LinesChart className={css.chart} lines={lines} label={words.chart} decimals={2} />
      {standings?.length === 0 ? (
        <p className={css.empty}>{preparing ?? words.none}</p>
      ) : (
        <div className={css.scroller} role="region" aria-label={words.table} tabIndex={0}>
          <table className={css.table}>
            <thead>
              <tr>
                {COLUMNS.map(({ label, isMinor, isWide }) => (
                  <th
                    key={label}
                    scope="col"
                    data-minor={isMinor ? '' : undefined}
                    data-narrow={isWide ? '' : undefined}
                  >
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody onKeyDown={(event) => moveInColumn(event, 'button')}>
              {standings?.map((standing) => (
                <LeaderboardRow
                  key={standing.account.id}
                  standing={standing}
                  color={colors.get(standing.account.id)}
                  isChosen={standing.account.id === chosen}
                  isStop={standing.account.id === stop}
                  onChoose={onChoose}
                />
              ))}
            </tbody>
          </table>
          {standings === null && <div className={css.skeleton} aria-hidden="true" />}
        </div>
      )}
    </Panel>
  )
}
