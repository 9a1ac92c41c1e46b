import { clockWithDate } from '../lib/format-time.js'
import type { PanelFace } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import { useToday } from '../lib/use-today.js'
import css from './failure-notice.module.css'

export type FailureNoticeProps = NonNullable<PanelFace['failure']> & { readonly onRetry: () => void }

/** What failed, since when, when it is tried again, and the button that tries at once. */
export function FailureNotice({ message, sinceMs, retryAtMs, onRetry }: FailureNoticeProps) {
  const todayMs = useToday()
  const words = text.panel
  return (
    <div className={css.notice}>
      <div role="alert">
        <p className={css.title}>{words.failed}</p>
        <p className={css.message}>{message}</p>
      </div>
      <button type="button" className={css.retry} onClick={onRetry}>
        {words.retry}
      </button>
      <p className={css.times}>
        {words.failedSince(clockWithDate(sinceMs, todayMs))}
        {retryAtMs !== null && ` ${words.retriesAt(clockWithDate(retryAtMs, todayMs))}`}
      </p>
    </div>
  )
}
