import { clockWithDate } from '../lib/format-time.js'
import { text } from '../lib/text.js'
import css from './stale-tag.module.css'

export interface StaleTagProps {
  readonly sinceMs: number
  readonly cause: 'feed' | 'connection'
  /** Whose date need not be said. */
  readonly todayMs: number
}

export function StaleTag({ sinceMs, cause, todayMs }: StaleTagProps) {
  const why = cause === 'feed' ? text.panel.staleFeed : text.panel.staleConnection
  return (
    <span className={css.tag} title={why}>
      {text.panel.staleSince(clockWithDate(sinceMs, todayMs))}
    </span>
  )
}
