import { Panel } from '../../components/panel.js'
import type { PanelFace } from '../../lib/panel-face.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveState } from '../../live/live-state.js'
import { PortfolioStrip } from './portfolio-strip.js'
import type { AccountPortfolio, AccountPositions } from './positions-model.js'
import { PositionsTable } from './positions-table.js'
import css from './positions.module.css'

const badness = ['empty', 'live', 'waiting', 'stale', 'failed'] as const

/** One frame for two streams: that of the one in the worse state. */
function worseFace(one: PanelFace, other: PanelFace): PanelFace {
  return badness.indexOf(other.kind) > badness.indexOf(one.kind) ? other : one
}

export interface PositionsViewProps {
  /** Name of the account. */
  readonly owner: string | null
  readonly positions: LiveState<AccountPositions>
  readonly portfolio: LiveState<AccountPortfolio>
  readonly onRetry: () => void
}

export function PositionsView({ owner, positions, portfolio, onRetry }: PositionsViewProps) {
  const open = valueOf(positions)?.positions
  return (
    <Panel
      name="positions"
      title={text.positions.title}
      owner={owner}
      face={worseFace(faceOf(positions), faceOf(portfolio))}
      onRetry={onRetry}
      className={css.panel}
    >
      <PortfolioStrip portfolio={valueOf(portfolio)} />
      {open === undefined ? (
        <div className={css.skeleton} aria-hidden="true" />
      ) : open.length === 0 ? (
        <p className={css.flat}>
          <strong>{text.positions.flat}</strong> {text.positions.flatHint}
        </p>
      ) : (
        <PositionsTable positions={open} />
      )}
    </Panel>
  )
}
