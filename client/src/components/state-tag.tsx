import { text } from '../lib/text.js'
import { hint } from './hint.js'
import css from './state-tag.module.css'

export interface StateTagProps {
  /** Null where the exchange does not say. */
  readonly state: keyof typeof text.instrument.states | 'OPEN' | null
  /** It repeats: no stop of the Tab key. */
  readonly inList?: boolean
}

/** Says that an instrument does not trade, and what that means. Nothing for one that trades. */
export function StateTag({ state, inList = false }: StateTagProps) {
  if (state === null || state === 'OPEN') return null
  return (
    <span className={css.tag} data-instrument-state={state} {...hint(text.instrument.stateHints[state], { inList })}>
      {text.instrument.states[state]}
    </span>
  )
}
