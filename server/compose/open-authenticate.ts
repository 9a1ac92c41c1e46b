import { authenticator, type Authenticate, type TokenKind } from '../auth/authenticate.js'
import { IssuerKeys } from '../auth/jwt/issuer-keys.js'
import { jsonWebTokens } from '../auth/jwt/json-web-tokens.js'
import { secretKey } from '../auth/jwt/jwt-keys.js'
import { storedTokens } from '../auth/stored-tokens.js'
import type { Config, JwtConfig } from '../config/config.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { TokenStore } from '../storage/token-store.js'

export interface AuthenticateParts {
  readonly tokens: TokenStore
  readonly clock: Clock
  readonly log: Logger
}

/** Accepts the kinds of tokens that the configuration names. */
export function openAuthenticate(
  { mode, jwt }: Config['auth'],
  { tokens, clock, log }: AuthenticateParts,
): Authenticate {
  const kinds = [storedTokens(tokens), ...(jwt ? [jwtKind(jwt, clock, log)] : [])]
  return authenticator(mode, kinds)
}

function jwtKind({ key, issuer, audience }: JwtConfig, clock: Clock, log: Logger): TokenKind {
  const now = () => clock.now()
  const keys = 'secret' in key ? secretKey(key.secret) : new IssuerKeys({ url: key.jwksUrl, now, log })
  return jsonWebTokens({ keys, issuer, audience, now })
}
