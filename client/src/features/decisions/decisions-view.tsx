import { Panel } from '../../components/panel.js'
import { startOfDay } from '../../lib/format-time.js'
import { text } from '../../lib/text.js'
import { faceOf, lastUpdateOf, valueOf } from '../../live/face-of.js'
import type { LiveState } from '../../live/live-state.js'
import type { LogPage } from '../../live/log-page.js'
import { DecisionCard } from './decision-card.js'
import type { DecisionEntry } from './decisions-model.js'
import css from './decisions.module.css'

export interface DecisionsViewProps {
  readonly state: LiveState<LogPage<DecisionEntry>>
  readonly onRetry: () => void
}

const SKELETON_CARDS = ['first', 'second', 'third', 'fourth']

export function DecisionsView({ state, onRetry }: DecisionsViewProps) {
  const entries = valueOf(state)?.entries
  const todayMs = startOfDay(lastUpdateOf(state))
  return (
    <Panel
      name="decisions"
      title={text.decisions.title}
      face={faceOf(state)}
      onRetry={onRetry}
      className={css.panel}
      note={entries && entries.length > 0 && <span>{text.decisions.count(entries.length)}</span>}
    >
      {entries === undefined ? (
        <div className={css.feed} aria-hidden="true">
          {SKELETON_CARDS.map((card) => (
            <div key={card} className={css.skeleton} />
          ))}
        </div>
      ) : entries.length === 0 ? (
        <p className={css.empty}>{text.decisions.empty}</p>
      ) : (
        <ol className={css.feed} tabIndex={0} aria-label={text.decisions.title}>
          {entries.map((entry) => (
            <DecisionCard key={entry.id} entry={entry} todayMs={todayMs} />
          ))}
        </ol>
      )}
    </Panel>
  )
}
