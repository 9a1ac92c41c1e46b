import type { TokenKind } from '../auth/authenticate.js'
import { IssuerKeys } from '../auth/jwt/issuer-keys.js'
import { jsonWebTokens } from '../auth/jwt/json-web-tokens.js'
import { secretKey } from '../auth/jwt/jwt-keys.js'
import type { JwtConfig } from '../config/config.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { TokenStore } from '../storage/token-store.js'

interface JwtParts {
  /** Keeps which are revoked. */
  readonly tokens: TokenStore
  readonly clock: Clock
  readonly log: Logger
}

/** JWTs, with the keys that the configuration names. */
export function jwtKind({ key, ...rules }: JwtConfig, { tokens, clock, log }: JwtParts): TokenKind {
  const now = () => clock.now()
  const keys = 'secret' in key ? secretKey(key.secret) : new IssuerKeys({ url: key.jwksUrl, now, log })
  return jsonWebTokens({ keys, ...rules, tokens, now })
}
