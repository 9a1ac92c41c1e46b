import { text } from '../lib/text.js'
import css from './retry-button.module.css'

/** Tries again what failed, at once. */
export function RetryButton({ onRetry }: { readonly onRetry: () => void }) {
  return (
    <button type="button" className={css.retry} onClick={onRetry}>
      {text.panel.retry}
    </button>
  )
}
