import { text } from '../lib/text.js'
import css from './older-button.module.css'

export interface OlderButtonProps {
  readonly older: 'none' | 'there' | 'loading'
  readonly onLoad: () => void
}

/** Below a log: reads what came before, or says that there is nothing. */
export function OlderButton({ older, onLoad }: OlderButtonProps) {
  if (older === 'none') return <p className={css.end}>{text.log.end}</p>
  const isLoading = older === 'loading'
  return (
    <button type="button" className={css.older} aria-disabled={isLoading} onClick={onLoad}>
      {isLoading ? text.log.loading : text.log.older}
    </button>
  )
}
