import type { AnyVariables, Client, TypedDocumentNode } from 'urql'
import { follow } from './follow.js'
import { isLost } from './is-lost.js'
import type { LiveStoreParts } from './live-store.js'
import { watchEpochs } from './watch-epochs.js'

/** Several events at once, as the legs of one decision, are one reason to ask. */
const GATHER_MS = 300

/** Events that say that something may have changed; the returned function ends them. */
export type Nudges = (client: Client, onEvent: () => void) => () => void

export function nudgedBy<Variables extends AnyVariables>(
  document: TypedDocumentNode<unknown, Variables>,
  variables: Variables,
): Nudges {
  return (client, onEvent) => {
    const ignore = () => undefined
    return follow(client, document, variables, { data: onEvent, error: ignore, end: ignore })
  }
}

export interface NudgeOptions {
  readonly nudges: Nudges | undefined
  /** Asked at least this often, also without a nudge. */
  readonly everyMs: number
}

/**
 * Runs `ask` soon after each nudge, soon after nudges begin to be listened to, since none was heard before, soon after a
 * lost connection is back, and at an interval while it is not lost, until the returned function is called.
 */
export function onNudge(
  { client, connection }: Pick<LiveStoreParts, 'client' | 'connection'>,
  { nudges, everyMs }: NudgeOptions,
  ask: () => void,
): () => void {
  let soon: ReturnType<typeof setTimeout> | undefined
  // Counted from the first of them: steady nudges would put it off for ever.
  const askSoon = () => {
    soon ??= setTimeout(() => {
      soon = undefined
      if (!isLost(connection)) ask()
    }, GATHER_MS)
  }
  const poll = setInterval(() => isLost(connection) || ask(), everyMs)
  let isMissed = nudges !== undefined || isLost(connection)
  const unwatchLoss = connection.subscribe(() => {
    isMissed ||= isLost(connection)
  })
  const unwatch = watchEpochs(connection, () => isMissed && askSoon())
  const unfollow = nudges?.(client, askSoon)
  if (unfollow && connection.current().kind === 'live') askSoon()
  return () => {
    clearTimeout(soon)
    clearInterval(poll)
    unwatchLoss()
    unwatch()
    unfollow?.()
  }
}
