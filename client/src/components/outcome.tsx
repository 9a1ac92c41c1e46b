import { directionOf, signedUsd } from '../lib/format.js'
import { text } from '../lib/text.js'
import { Arrow } from './arrow.js'
import { hint } from './hint.js'
import css from './outcome.module.css'

export interface OutcomeProps {
  readonly outcome: keyof typeof text.outcomes
  /** What it made; gives the arrow. */
  readonly pnlUsd: number | null
}

/** How a trade or a decision ended, in a word; an arrow says which way the money went. */
export function Outcome({ outcome, pnlUsd }: OutcomeProps) {
  const direction = directionOf(signedUsd(pnlUsd))
  return (
    <span
      className={css.outcome}
      data-outcome={outcome}
      data-direction={direction}
      {...hint(text.outcomeHints[outcome], { inList: true })}
    >
      <Arrow direction={direction} />
      {text.outcomes[outcome]}
    </span>
  )
}
