import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { TokenStore } from '../storage/token-store.js'
import type { Sessions } from './sessions.js'
import { viewerIdOf } from './tokens.js'

export interface RevocationParts {
  readonly tokens: TokenStore
  readonly sessions: Sessions
  readonly clock: Clock
  readonly log: Pick<Logger, 'warn'>
}

/** Other processes revoke tokens too, so the store is asked. A revocation counts within two seconds. */
const everyMs = 1_000

/**
 * Ends the sessions of revoked tokens, until the signal is aborted. While the store is away no session ends, but then no stored
 * token is accepted either.
 */
export async function watchRevocations({ tokens, sessions, clock, log }: RevocationParts, signal: AbortSignal) {
  let last = 0
  let isAway = false
  while (!signal.aborted) {
    try {
      const news = await tokens.revocationsAfter(last)
      for (const id of news.ids) sessions.revoke(viewerIdOf(id))
      last = news.last
      isAway = false
      if (news.ids.length > 0) continue
    } catch (error) {
      if (!isAway)
        log.warn({ err: error }, 'The store cannot be asked for revoked tokens; it is asked again every second')
      isAway = true
    }
    await clock.sleep(everyMs, signal)
  }
}
