import { failureTimes } from '../lib/failure-times.js'
import type { FaceFailure } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import { useToday } from '../lib/use-today.js'
import css from './failure-notice.module.css'
import { RetryButton } from './retry-button.js'

export interface FailureNoticeProps {
  readonly failure: FaceFailure
  readonly onRetry: () => void
}

/** What failed, since when, when it is tried again, what to do, and the button that tries at once where one can. */
export function FailureNotice({ failure, onRetry }: FailureNoticeProps) {
  const { of, message } = failure
  const words = text.panel
  return (
    <div className={css.notice} data-failure={of}>
      {/* What all panels say at once the header says aloud. */}
      <div role={of === 'question' ? 'alert' : undefined}>
        <p className={css.title}>{words.failed[of]}</p>
        <p className={css.message}>{message}</p>
      </div>
      {(of === 'question' || of === 'connection') && <RetryButton onRetry={onRetry} />}
      <p className={css.times}>{failureTimes(failure, useToday())}</p>
      <p className={css.message}>{words.advice[of]}</p>
    </div>
  )
}
