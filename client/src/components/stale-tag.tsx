import { clockWithDate } from '../lib/format-time.js'
import type { PanelFace } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import { useToday } from '../lib/use-today.js'
import { hint } from './hint.js'
import css from './stale-tag.module.css'

export type StaleTagProps = NonNullable<PanelFace['stale']>

export function StaleTag({ sinceMs, isPartly, cause, reason }: StaleTagProps) {
  const todayMs = useToday()
  const why = isPartly ? text.panel.partly : text.panel.stale[cause]
  const say = isPartly ? text.panel.partsOldSince : cause === 'ended' ? text.panel.endedAt : text.panel.staleSince
  return (
    <span className={css.tag} {...hint(reason === null ? why : `${why} ${reason}`)}>
      {say(clockWithDate(sinceMs, todayMs))}
    </span>
  )
}
