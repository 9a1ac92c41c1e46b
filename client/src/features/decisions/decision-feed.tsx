import { usePreparing } from '../../lib/preparing.js'
import { text } from '../../lib/text.js'
import { DecisionList, type DecisionListProps } from './decision-list.js'
import type { DecisionEntry, DecisionFilter } from './decisions-model.js'
import css from './decisions.module.css'

export interface DecisionFeedProps extends Omit<DecisionListProps, 'entries'> {
  /** Null while waiting. */
  readonly entries: readonly DecisionEntry[] | null
  readonly filter: DecisionFilter
}

const words = text.decisions
const SKELETON_CARDS = ['first', 'second', 'third', 'fourth']

export function DecisionFeed({ entries, filter, ...list }: DecisionFeedProps) {
  const preparing = usePreparing()
  if (entries === null) {
    return (
      <div className={css.feed} aria-hidden="true">
        {SKELETON_CARDS.map((card) => (
          <div key={card} className={css.skeleton} />
        ))}
      </div>
    )
  }
  if (entries.length === 0) {
    return <p className={css.empty}>{preparing ?? (filter === 'all' ? words.empty : words.noTrades)}</p>
  }
  return <DecisionList entries={entries} {...list} />
}
