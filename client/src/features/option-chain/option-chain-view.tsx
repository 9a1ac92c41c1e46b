import { useId } from 'react'
import { Panel } from '../../components/panel.js'
import type { ExpiryTab_ExpiryFragment } from '../../gql/graphql.js'
import { text } from '../../lib/text.js'
import { faceOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveState } from '../../live/live-state.js'
import { chainColumns } from './chain-columns.js'
import type { Chain } from './chain-model.js'
import { ChainNoteLine } from './chain-note-line.js'
import { chainNotes } from './chain-notes.js'
import { ChainSummary } from './chain-summary.js'
import { ChainTable } from './chain-table.js'
import { ChainToolbar, type ChainToolbarProps } from './chain-toolbar.js'
import { computedRank } from './computed-cells.js'
import { ExpiryTabs } from './expiry-tabs.js'
import css from './option-chain.module.css'

export interface OptionChainViewProps extends ChainToolbarProps {
  readonly expiries: readonly ExpiryTab_ExpiryFragment[]
  /** Why the expiries are not known. */
  readonly expiriesFailure: LiveFailure | null
  readonly chosen: string | null
  readonly onChoose: (expiry: string) => void
  readonly state: LiveState<Chain>
  readonly onRetry: () => void
}

const EXPECTED_ROWS_AT_MOST = 40

/** As many rows as are coming. */
function ChainSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className={css.skeleton} aria-hidden="true">
      {Array.from({ length: rows + 2 }, (_, row) => (
        <div key={row} className={css.skeletonRow} />
      ))}
    </div>
  )
}

export function OptionChainView(props: OptionChainViewProps) {
  const { expiries, expiriesFailure, chosen, onChoose, state, onRetry, ...toolbar } = props
  const panelId = useId()
  const chain = valueOf(state)
  const { view, unit, limit } = toolbar.settings
  const columns = chainColumns(view, unit)
  const controlled = state.kind === 'failed' ? undefined : panelId
  const computed = chain && computedRank(columns, chain.contracts)
  const note = chain && (
    <span className={css.note}>
      {computed !== null && <span data-rank={computed}>{text.chain.computed} · </span>}
      {text.chain.shown(chain.contracts.length, chain.contractCount)}
    </span>
  )
  return (
    <Panel
      name="chain"
      title={text.chain.title}
      face={faceOf(state)}
      onRetry={onRetry}
      actions={<ChainToolbar {...toolbar} />}
      toolbar={
        <ExpiryTabs
          expiries={expiries}
          failure={expiriesFailure}
          chosen={chosen}
          onChoose={onChoose}
          panelId={controlled}
        />
      }
      note={note}
    >
      <div id={panelId} className={css.content} role="tabpanel" aria-label={chain?.expiryLabel ?? text.chain.title}>
        <ChainSummary chain={chain} />
        {chain !== null && <ChainNoteLine notes={chainNotes(chain)} />}
        {chain === null ? (
          <ChainSkeleton rows={Math.min(Number(limit) / 2, EXPECTED_ROWS_AT_MOST)} />
        ) : chain.contracts.length === 0 ? (
          <p className={css.empty}>{text.chain.empty}</p>
        ) : (
          <ChainTable chain={chain} columns={columns} />
        )}
      </div>
    </Panel>
  )
}
