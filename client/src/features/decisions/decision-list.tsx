import { useState } from 'react'
import { moveInColumn } from '../../components/move-in-column.js'
import { OlderButton } from '../../components/older-button.js'
import { text } from '../../lib/text.js'
import type { Older } from '../../live/log-page.js'
import { DecisionCard } from './decision-card.js'
import { feedRows, type FeedRow } from './decision-rows.js'
import type { DecisionEntry } from './decisions-model.js'
import css from './decisions.module.css'
import { HoldLine } from './hold-line.js'
import { useFilled } from './use-filled.js'
import { useKeptPlace } from './use-kept-place.js'

export interface DecisionListProps {
  readonly entries: readonly DecisionEntry[]
  readonly todayMs: number
  readonly older: Older
  readonly onOlder: () => void
}

function useRows(entries: readonly DecisionEntry[]): readonly FeedRow[] {
  const [shown, setShown] = useState(() => ({ entries, rows: feedRows(entries) }))
  if (shown.entries !== entries) setShown({ entries, rows: feedRows(entries, shown.rows) })
  return shown.rows
}

/** A list with one stop for the Tab key; arrows, Home and End move in it. What is opened stays where it is. */
export function DecisionList({ entries, todayMs, older, onOlder }: DecisionListProps) {
  const rows = useRows(entries)
  const list = useKeptPlace<HTMLOListElement>(rows)
  useFilled(list, { rows, count: entries.length, older, onOlder })
  return (
    <ol
      ref={list}
      className={css.feed}
      tabIndex={0}
      aria-label={text.decisions.title}
      onKeyDown={(event) => moveInColumn(event, 'summary')}
    >
      {rows.map((row) =>
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
