import { OlderButton } from '../../components/older-button.js'
import { text } from '../../lib/text.js'
import type { Older } from '../../live/log-page.js'
import { DecisionCard } from './decision-card.js'
import { feedRows } from './decision-rows.js'
import type { DecisionEntry, DecisionFilter } from './decisions-model.js'
import css from './decisions.module.css'
import { HoldLine } from './hold-line.js'

export interface DecisionFeedProps {
  /** Null while waiting. */
  readonly entries: readonly DecisionEntry[] | null
  readonly filter: DecisionFilter
  readonly todayMs: number
  readonly older: Older
  readonly onOlder: () => void
}

const words = text.decisions
const SKELETON_CARDS = ['first', 'second', 'third', 'fourth']

export function DecisionFeed({ entries, filter, todayMs, older, onOlder }: DecisionFeedProps) {
  if (entries === null) {
    return (
      <div className={css.feed} aria-hidden="true">
        {SKELETON_CARDS.map((card) => (
          <div key={card} className={css.skeleton} />
        ))}
      </div>
    )
  }
  if (entries.length === 0) return <p className={css.empty}>{filter === 'all' ? words.empty : words.noTrades}</p>
  return (
    <ol className={css.feed} tabIndex={0} aria-label={words.title}>
      {feedRows(entries).map((row) =>
        row.kind === 'holds' ? (
          <HoldLine key={`holds ${row.id}`} run={row} todayMs={todayMs} />
        ) : (
          <DecisionCard key={row.id} entry={row.entry} todayMs={todayMs} />
        ),
      )}
      <li>
        <OlderButton older={older} onLoad={onOlder} />
      </li>
    </ol>
  )
}
