import type { KeyboardEvent } from 'react'
import { useMemo } from 'react'
import { OlderButton } from '../../components/older-button.js'
import { columnStepFor } from '../../components/roving.js'
import { text } from '../../lib/text.js'
import type { Older } from '../../live/log-page.js'
import { DecisionCard } from './decision-card.js'
import { feedRows } from './decision-rows.js'
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

/** Moves from card to card; Enter opens one, as it does any summary. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget, altKey, ctrlKey, metaKey } = event
  if (altKey || ctrlKey || metaKey) return
  const summaries = [...currentTarget.querySelectorAll('summary')]
  const current = summaries.findIndex((summary) => summary === target)
  if (current === -1 && target !== currentTarget) return
  const next = columnStepFor(key, current, summaries.length)
  if (next === null) return
  event.preventDefault()
  summaries[next]?.focus()
}

/** A list with one stop for the Tab key; arrows, Home and End move in it. What is opened stays where it is. */
export function DecisionList({ entries, todayMs, older, onOlder }: DecisionListProps) {
  const rows = useMemo(() => feedRows(entries), [entries])
  const list = useKeptPlace<HTMLOListElement>(rows)
  useFilled(list, { rows, count: entries.length, older, onOlder })
  return (
    <ol ref={list} className={css.feed} tabIndex={0} aria-label={text.decisions.title} onKeyDown={onKeyDown}>
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
