import { useLiveLog } from '../../live/use-live-log.js'
import { decisionsOperation, FIRST_PAGE } from './decisions-model.js'
import { DecisionsView } from './decisions-view.js'

export function DecisionsPanel({ account }: { readonly account: string | null }) {
  const { state, retry } = useLiveLog(decisionsOperation, account === null ? null : { account, first: FIRST_PAGE })
  return <DecisionsView state={state} onRetry={retry} />
}
