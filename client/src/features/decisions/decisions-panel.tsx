import { useStoredChoice } from '../../lib/stored-choice.js'
import { useLiveLog } from '../../live/use-live-log.js'
import { DECISION_FILTERS, decisionsAsked, decisionsOperation } from './decisions-model.js'
import { DecisionsView } from './decisions-view.js'

export function DecisionsPanel({ account }: { readonly account: string | null }) {
  const [filter, setFilter] = useStoredChoice('decisions.filter', DECISION_FILTERS, 'all')
  const { state, retry, loadOlder } = useLiveLog(
    decisionsOperation,
    account === null ? null : decisionsAsked(account, filter),
  )
  return <DecisionsView state={state} filter={filter} onFilter={setFilter} onRetry={retry} onOlder={loadOlder} />
}
