import { text } from '../lib/text.js'
import css from './older-button.module.css'

export interface OlderButtonProps {
  readonly older: 'none' | 'there' | 'loading' | { readonly failed: string }
  readonly onLoad: () => void
}

/** Below a log: reads what came before, or says that there is nothing, or why it could not be read. */
export function OlderButton({ older, onLoad }: OlderButtonProps) {
  if (older === 'none') return <p className={css.end}>{text.log.end}</p>
  const isLoading = older === 'loading'
  return (
    <>
      {typeof older === 'object' && (
        <p className={css.failed} role="alert">
          {text.log.failed} {older.failed}
        </p>
      )}
      <button type="button" className={css.older} aria-disabled={isLoading} onClick={onLoad}>
        {isLoading ? text.log.loading : typeof older === 'object' ? text.panel.retry : text.log.older}
      </button>
    </>
  )
}
