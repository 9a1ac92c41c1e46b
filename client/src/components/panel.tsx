import { useId, type ReactNode } from 'react'
import type { PanelFace } from '../lib/panel-face.js'
import { usePreparing } from '../lib/preparing.js'
import { text } from '../lib/text.js'
import { FailureNotice } from './failure-notice.js'
import notice from './failure-notice.module.css'
import { PanelFooter } from './panel-footer.js'
import css from './panel.module.css'
import { StaleTag } from './stale-tag.js'

export interface PanelProps {
  readonly name: string
  readonly title: string
  /** Whose it is, beside the title. */
  readonly owner?: string | null
  readonly face: PanelFace
  readonly onRetry: () => void
  /** Controls beside the title. */
  readonly actions?: ReactNode
  /** Below the title and there in every state, a failure included. */
  readonly toolbar?: ReactNode
  readonly note?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** For what belongs to an account, on a server without any: what to do, or that they are on their way. */
function EmptyNotice() {
  const preparing = usePreparing()
  return (
    <div className={notice.notice}>
      {preparing === null && <p className={notice.empty}>{text.accounts.none}</p>}
      <p className={notice.message}>{preparing ?? text.accounts.howToOpen}</p>
    </div>
  )
}

/**
 * The frame every panel shares: title, controls, the state of its stream, and when it was last updated. A notice covers the
 * content and leaves it its room, so that no other panel moves.
 */
export function Panel(props: PanelProps) {
  const { name, title, owner = null, face, onRetry, actions, toolbar, note, className, children } = props
  const headingId = useId()
  const ownerId = useId()
  const cover =
    face.failure !== null ? (
      <FailureNotice failure={face.failure} onRetry={onRetry} />
    ) : face.kind === 'empty' ? (
      <EmptyNotice />
    ) : null
  return (
    <section
      className={`${css.panel} ${className ?? ''}`}
      aria-labelledby={owner === null ? headingId : `${headingId} ${ownerId}`}
      aria-busy={face.kind === 'waiting'}
      data-panel={name}
      data-state={face.kind}
      data-partly={face.stale?.isPartly === true ? '' : undefined}
      data-seq={face.seq ?? undefined}
    >
      <header className={css.head}>
        <h2 id={headingId}>{title}</h2>
        {owner !== null && (
          <span id={ownerId} className={css.owner}>
            {owner}
          </span>
        )}
        {face.stale && <StaleTag {...face.stale} />}
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </header>
      {toolbar}
      <div className={css.body} data-role="body">
        <div className={css.content} data-covered={cover === null ? undefined : ''}>
          {children}
        </div>
        {cover}
      </div>
      <PanelFooter face={face} note={cover === null && note} />
    </section>
  )
}
