import { useConnection, useOverallFreshness, useRetryNow } from '../../live/use-connection.js'
import { displayOf, type SourceTrouble } from './connection-model.js'
import { ConnectionView } from './connection-view.js'
import { useSeconds } from './use-seconds.js'

/** `trouble` is that of the source of market data. */
export function ConnectionIndicator({ trouble }: { readonly trouble: SourceTrouble | null }) {
  const state = useConnection()
  const freshness = useOverallFreshness()
  const retryNow = useRetryNow()
  const counting = state.kind === 'reconnecting' || state.kind === 'offline'
  const nowMs = useSeconds(counting)
  return <ConnectionView display={displayOf(state, { freshness, trouble }, nowMs)} onRetry={retryNow} />
}
