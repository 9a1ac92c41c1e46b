import type { Direction } from '../lib/format.js'
import { text } from '../lib/text.js'
import css from './arrow.module.css'

/** An arrow beside a number that moved. It is drawn, because few fonts have the sign. */
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
