import { authenticator, type Authenticate, type TokenKind } from '../auth/authenticate.js'
import { Sessions } from '../auth/sessions.js'
import { storedTokens } from '../auth/stored-tokens.js'
import { TokenUses } from '../auth/token-uses.js'
import { watchRevocations } from '../auth/watch-revocations.js'
import type { Config, JwtConfig } from '../config/config.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { TokenStore } from '../storage/token-store.js'

export interface IdentityParts {
  readonly tokens: TokenStore
  readonly clock: Clock
  readonly log: Logger
}

export interface Identity {
  /** Accepts the kinds of tokens that the configuration names. */
  readonly authenticate: Authenticate
  readonly sessions: Sessions
  /** Follows revocations and keeps when tokens were used, until the signal is aborted. */
  run(signal: AbortSignal): readonly Promise<void>[]
}

export async function openIdentity(
  { mode, jwt }: Config['auth'],
  { tokens, clock, log }: IdentityParts,
): Promise<Identity> {
  const sessions = new Sessions(clock)
  const uses = new TokenUses(tokens, log)
  const now = () => clock.now()
  const kinds = [
    storedTokens({ tokens, uses, now }),
    ...(jwt ? [await loadedJwtKind(jwt, { tokens, clock, log })] : []),
  ]
  return {
    authenticate: authenticator(mode, kinds),
    sessions,
    run: (signal) => [watchRevocations({ tokens, sessions, clock, log }, signal), uses.keep(clock, signal)],
  }
}

/** Its code is loaded only where JWTs are accepted. */
async function loadedJwtKind(jwt: JwtConfig, parts: IdentityParts): Promise<TokenKind> {
  const { jwtKind } = await import('./jwt-kind.js')
  return jwtKind(jwt, parts)
}
