import { hint } from '../../components/hint.js'
import type { ChainNote } from './chain-notes.js'
import css from './option-chain.module.css'

/** What is the matter with contracts of the table, each a stop of the Tab key that says more. */
export function ChainNoteLine({ notes }: { readonly notes: readonly ChainNote[] }) {
  if (notes.length === 0) return null
  return (
    <p className={css.notes} data-role="chain-notes">
      {notes.map(({ words, about }) => (
        <span key={words} {...hint(about)}>
          {words}
        </span>
      ))}
    </p>
  )
}
