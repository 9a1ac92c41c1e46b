import { useState } from 'react'
import { hintedItem } from '../../components/hint.js'
import { timeSpan } from '../../lib/format-time.js'
import { text } from '../../lib/text.js'
import { DecisionCard } from './decision-card.js'
import type { HoldRun } from './decision-rows.js'
import css from './hold-line.module.css'

const words = text.decisions

/** HOLDs in a row: how many, when, whose, and the latest reason. Opened, each has its card. */
export function HoldLine({ run, todayMs }: { readonly run: HoldRun; readonly todayMs: number }) {
  const [isOpen, setIsOpen] = useState(false)
  const { entries, fromMs, toMs, latest, accountNames } = run
  const [onlyName] = accountNames
  const who = accountNames.length === 1 ? onlyName : words.accountCount(accountNames.length)
  return (
    <li data-holds={run.id} {...hintedItem}>
      <details className={css.holds} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary tabIndex={-1}>
          <span>{words.holds(entries.length)}</span>,{' '}
          {fromMs !== null && toMs !== null && `${timeSpan(fromMs, toMs, todayMs)}, `}
          {who}: {latest.reasoning}
        </summary>
        {isOpen && (
          <ol>
            {entries.map((entry) => (
              <DecisionCard key={entry.id} entry={entry} todayMs={todayMs} />
            ))}
          </ol>
        )}
      </details>
    </li>
  )
}
