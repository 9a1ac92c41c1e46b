import { useState } from 'react'
import type { NamedAccount } from '../../components/account-options.js'
import { useStoredChoice } from '../../lib/stored-choice.js'
import { useLiveLog } from '../../live/use-live-log.js'
import { AccountFilter } from './account-filter.js'
import { DECISION_FILTERS, decisionsAsked, decisionsOperation } from './decisions-model.js'
import { DecisionsView } from './decisions-view.js'

/** The decisions of all accounts, or of one chosen here. */
export function DecisionsPanel({ accounts }: { readonly accounts: readonly NamedAccount[] | null }) {
  const [filter, setFilter] = useStoredChoice('decisions.filter', DECISION_FILTERS, 'all')
  const [wanted, setWanted] = useState<string | null>(null)
  const chosen = accounts?.find(({ id }) => id === wanted)?.id ?? null
  const { state, retry, loadOlder } = useLiveLog(decisionsOperation, decisionsAsked(chosen, filter))
  return (
    <DecisionsView
      state={state}
      account={chosen}
      filter={filter}
      onFilter={setFilter}
      accountFilter={<AccountFilter accounts={accounts ?? []} chosen={chosen} onChoose={setWanted} />}
      onRetry={retry}
      onOlder={loadOlder}
    />
  )
}
