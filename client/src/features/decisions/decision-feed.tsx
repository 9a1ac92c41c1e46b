import { text } from '../../lib/text.js'
import { DecisionCard } from './decision-card.js'
import type { DecisionEntry, DecisionFilter } from './decisions-model.js'
import { filterDecisions } from './decisions-model.js'
import css from './decisions.module.css'

export interface DecisionFeedProps {
  /** Null while waiting. */
  readonly entries: readonly DecisionEntry[] | null
  readonly filter: DecisionFilter
  readonly todayMs: number
}

const words = text.decisions
const SKELETON_CARDS = ['first', 'second', 'third', 'fourth']

export function DecisionFeed({ entries, filter, todayMs }: DecisionFeedProps) {
  if (entries === null) {
    return (
      <div className={css.feed} aria-hidden="true">
        {SKELETON_CARDS.map((card) => (
          <div key={card} className={css.skeleton} />
        ))}
      </div>
    )
  }
  const shown = filterDecisions(entries, filter)
  if (shown.length === 0) {
    return <p className={css.empty}>{entries.length === 0 ? words.empty : words.onlyHolds(entries.length)}</p>
  }
  return (
    <ol className={css.feed} tabIndex={0} aria-label={words.title}>
      {shown.map((entry) => (
        <DecisionCard key={entry.id} entry={entry} todayMs={todayMs} />
      ))}
    </ol>
  )
}
