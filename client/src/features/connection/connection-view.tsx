import { hint } from '../../components/hint.js'
import { text } from '../../lib/text.js'
import type { ConnectionDisplay } from './connection-model.js'
import css from './connection.module.css'

export interface ConnectionViewProps {
  readonly display: ConnectionDisplay
  readonly onRetry: () => void
}

export function ConnectionView({ display, onRetry }: ConnectionViewProps) {
  const { indication, label, detail, hint: why, canRetry } = display
  return (
    <div className={css.indicator} data-connection={indication} {...hint(why)}>
      <span className={css.dot} aria-hidden="true" />
      <span role="status" aria-label={text.connection.label}>
        {label}
      </span>
      <span className={css.detail} data-role="detail">
        {detail}
      </span>
      {canRetry && (
        <button type="button" className={css.retry} onClick={onRetry}>
          {text.connection.retryNow}
        </button>
      )}
    </div>
  )
}
