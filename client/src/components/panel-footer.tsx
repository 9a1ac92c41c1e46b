import type { ReactNode } from 'react'
import { clockMs, clockWithDate } from '../lib/format-time.js'
import { fixed } from '../lib/format.js'
import type { PanelFace } from '../lib/panel-face.js'
import { text } from '../lib/text.js'
import { useToday } from '../lib/use-today.js'
import { hint } from './hint.js'
import css from './panel-footer.module.css'

export function PanelFooter({ face, note }: { readonly face: PanelFace; readonly note?: ReactNode }) {
  const { kind, lastUpdateMs, asOf, seq } = face
  const todayMs = useToday()
  const missing = kind === 'empty' ? '' : kind === 'waiting' ? text.panel.waiting : text.panel.noUpdate
  return (
    <footer className={css.footer}>
      <span className={css.times} data-role="updated">
        {lastUpdateMs === null ? missing : text.panel.updated(clockWithDate(lastUpdateMs, todayMs, clockMs))}
        {asOf !== null && lastUpdateMs !== null && (
          <span className={css.asOf} {...hint(asOf)}>
            {text.panel.asOf(clockWithDate(Date.parse(asOf), lastUpdateMs, clockMs))}
          </span>
        )}
        {seq !== null && <span>{text.panel.seq(fixed(seq, 0))}</span>}
      </span>
      {note}
    </footer>
  )
}
