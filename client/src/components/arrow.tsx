import type { Direction } from '../lib/format.js'
import { text } from '../lib/text.js'
import css from './arrow.module.css'

/** Which way a number went, beside it. Drawn, since few fonts have the sign; nothing for what did not move. */
export function Arrow({ direction }: { readonly direction: Direction }) {
  if (direction === 'flat') return null
  return (
    <>
      <span className={css.arrow} data-direction={direction} aria-hidden="true">
        {text.direction[direction]}
      </span>{' '}
    </>
  )
}
