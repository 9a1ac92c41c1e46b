import { text } from '../lib/text.js'
import css from './failure-notice.module.css'

export interface FailureNoticeProps {
  readonly message: string
  readonly onRetry: () => void
}

export function FailureNotice({ message, onRetry }: FailureNoticeProps) {
  return (
    <div className={css.notice} role="alert">
      <p className={css.title}>{text.panel.failed}</p>
      <p className={css.message}>{message}</p>
      <button type="button" className={css.retry} onClick={onRetry}>
        {text.panel.retry}
      </button>
    </div>
  )
}
