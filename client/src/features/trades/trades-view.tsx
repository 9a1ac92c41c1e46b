import { useId, type ReactNode } from 'react'
import { moveInRows } from '../../components/move-in-column.js'
import { OlderButton } from '../../components/older-button.js'
import { Panel } from '../../components/panel.js'
import { Tabs } from '../../components/tabs.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveState } from '../../live/live-state.js'
import type { LogPage } from '../../live/log-page.js'
import { TRADE_TABS, type TradeTab } from './trades-model.js'
import css from './trades.module.css'

export interface TradesViewProps<Entry> {
  /** Name of the account. */
  readonly owner: string | null
  readonly tab: TradeTab
  readonly onTab: (tab: TradeTab) => void
  readonly state: LiveState<LogPage<Entry>>
  readonly onRetry: () => void
  readonly onOlder: () => void
  readonly table: (entries: readonly Entry[]) => ReactNode
}

const words = text.trades
const TABS = TRADE_TABS.map((value) => ({ value, label: words.tabs[value] }))

export function TradesView<Entry>({ owner, tab, onTab, state, onRetry, onOlder, table }: TradesViewProps<Entry>) {
  const bodyId = useId()
  const page = valueOf(state)
  const choose = (value: string) => {
    const known = TRADE_TABS.find((one) => one === value)
    if (known !== undefined) onTab(known)
  }
  const isThere = state.kind !== 'failed' && state.kind !== 'empty'
  return (
    <Panel
      name="trades"
      title={words.title}
      owner={owner}
      face={faceOf(state)}
      onRetry={onRetry}
      toolbar={
        <Tabs
          label={words.title}
          tabs={TABS}
          value={tab}
          onChoose={choose}
          panelId={isThere ? bodyId : undefined}
          isCompact
        />
      }
      note={page !== null && page.entries.length > 0 && <span>{text.log.shown(page.entries.length)}</span>}
    >
      <div
        id={bodyId}
        className={css.scroller}
        role="tabpanel"
        aria-label={words.tabs[tab]}
        tabIndex={0}
        onKeyDown={moveInRows}
      >
        {page === null ? (
          <div className={css.skeleton} aria-hidden="true" />
        ) : page.entries.length === 0 ? (
          <p className={css.empty}>{words.none[tab]}</p>
        ) : (
          <>
            {table(page.entries)}
            <OlderButton older={page.older} onLoad={onOlder} />
          </>
        )}
      </div>
    </Panel>
  )
}
