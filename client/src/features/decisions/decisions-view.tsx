import type { ReactNode } from 'react'
import { Panel } from '../../components/panel.js'
import { Segmented } from '../../components/segmented.js'
import { text } from '../../lib/text.js'
import { useToday } from '../../lib/use-today.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveState } from '../../live/live-state.js'
import type { LogPage } from '../../live/log-page.js'
import { DecisionFeed } from './decision-feed.js'
import type { DecisionEntry, DecisionFilter } from './decisions-model.js'
import css from './decisions.module.css'

export interface DecisionsViewProps {
  readonly state: LiveState<LogPage<DecisionEntry>>
  /** Null for all of them. Each counts its own decisions. */
  readonly account: string | null
  readonly filter: DecisionFilter
  readonly onFilter: (filter: DecisionFilter) => void
  readonly accountFilter?: ReactNode
  readonly onRetry: () => void
  readonly onOlder: () => void
}

const words = text.decisions
const FILTERS = [
  { value: 'all', label: words.all },
  { value: 'trades', label: words.trades },
] as const

export function DecisionsView(props: DecisionsViewProps) {
  const { state, account, filter, onFilter, accountFilter, onRetry, onOlder } = props
  const page = valueOf(state)
  const entries = page?.entries ?? null
  const face = faceOf(state)
  const todayMs = useToday()
  return (
    <Panel
      name="decisions"
      title={words.title}
      face={account === null ? { ...face, seq: null } : face}
      onRetry={onRetry}
      className={css.panel}
      actions={
        <div className={css.filters}>
          {accountFilter}
          <Segmented label={words.show} choices={FILTERS} value={filter} onChoose={onFilter} />
        </div>
      }
      note={entries !== null && entries.length > 0 && <span>{words.count(entries.length)}</span>}
    >
      <DecisionFeed
        entries={entries}
        filter={filter}
        todayMs={todayMs}
        older={page?.older ?? 'none'}
        onOlder={onOlder}
      />
    </Panel>
  )
}
