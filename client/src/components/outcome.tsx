import { directionOf } from '../lib/format.js'
import { text } from '../lib/text.js'
import css from './outcome.module.css'

export interface OutcomeProps {
  readonly outcome: keyof typeof text.outcomes
  /** What it made; gives the arrow. */
  readonly pnlUsd: number | null
}

/** How a trade or a decision ended, in a word; an arrow says which way the money went. */
export function Outcome({ outcome, pnlUsd }: OutcomeProps) {
  const direction = directionOf(pnlUsd)
  return (
    <span className={css.outcome} data-outcome={outcome} data-direction={direction} title={text.outcomeHints[outcome]}>
      {direction !== 'flat' && <span aria-hidden="true">{text.direction[direction]} </span>}
      {text.outcomes[outcome]}
    </span>
  )
}
