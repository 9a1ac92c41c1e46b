import { hint } from './hint.js'
import { clockWithDate } from '../lib/format-time.js'
import { text } from '../lib/text.js'
import { useToday } from '../lib/use-today.js'
import css from './stale-tag.module.css'

export interface StaleTagProps {
  readonly sinceMs: number
  readonly cause: 'feed' | 'connection'
}

export function StaleTag({ sinceMs, cause }: StaleTagProps) {
  const todayMs = useToday()
  const why = cause === 'feed' ? text.panel.staleFeed : text.panel.staleConnection
  return (
    <span className={css.tag} {...hint(why)}>
      {text.panel.staleSince(clockWithDate(sinceMs, todayMs))}
    </span>
  )
}
