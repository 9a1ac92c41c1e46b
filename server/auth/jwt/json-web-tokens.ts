import { errors, jwtVerify, type JWTHeaderParameters, type JWTPayload, type JWTVerifyOptions } from 'jose'
import { isSeenWhole } from '../../domain/account-name.js'
import type { UnixMs } from '../../domain/units.js'
import { isOneLine } from '../../lib/one-line.js'
import { idOfJwt, type TokenStore } from '../../storage/token-store.js'
import type { TokenKind } from '../authenticate.js'
import { AuthenticationUnavailable, BadCredentials } from '../credentials.js'
import { viewerIdOf } from '../tokens.js'
import { viewerOf } from '../viewer.js'
import type { JwtKeys } from './jwt-keys.js'

export interface JwtRules {
  readonly keys: JwtKeys
  readonly issuer: string
  readonly audience: string
  /** How long one may still be good that has no `jti`, because nobody can revoke it. */
  readonly maxLifeWithoutJtiMs: number
  /** Knows the JWTs that were revoked. */
  readonly tokens: Pick<TokenStore, 'revocationOf'>
  readonly now: () => UnixMs
}

/** Clocks of issuers may differ from ours by this much. */
const leewayMs = 30_000

/** Header fields with which a token would choose the key, or the rules, by which it is checked. */
const foreignKeys = ['jku', 'jwk', 'x5u', 'x5c', 'crit']

/** Tokens that an identity provider signed (RFC 7519). */
export function jsonWebTokens({ keys, issuer, audience, maxLifeWithoutJtiMs, tokens, now }: JwtRules): TokenKind {
  return {
    isMine: (token) => token.split('.').length === 3,
    async viewerOf(token) {
      const nowMs = now()
      const rules: JWTVerifyOptions = {
        issuer,
        audience,
        algorithms: [...keys.algorithms],
        requiredClaims: ['exp', 'sub'],
        clockTolerance: leewayMs / 1_000,
        currentDate: new Date(nowMs),
      }
      const { payload, protectedHeader } = await verified(token, keys, rules)
      if (isOtherToken(payload, protectedHeader))
        throw new BadCredentials('This JWT is not an access token: send the access token')
      const viewerId = `jwt:${issuer}|${subjectOf(payload)}`
      const [scopes, endMs, id] = [scopesIn(payload), endOf(payload, nowMs), revocableIdOf(payload)]
      if (id === null) {
        if (endMs - nowMs > maxLifeWithoutJtiMs) throw new BadCredentials(cannotBeRevoked)
        return viewerOf(viewerId, scopes, endMs)
      }
      if ((await tokens.revocationOf(id)) !== null) throw new BadCredentials('The bearer token was revoked')
      return viewerOf(viewerId, scopes, endMs, viewerIdOf(id))
    },
  }
}

/**
 * Whether a provider made the token for something else: to tell a client who signed in (an ID token), to renew tokens, to
 * sign out. Its signature, issuer and even audience are right all the same (RFC 8725, 2.8). Some providers put a nonce into
 * access tokens too, but these have scopes.
 */
function isOtherToken(payload: JWTPayload, { typ = '' }: JWTHeaderParameters): boolean {
  const isOtherType = /\+jwt$/i.test(typ) && !/^(application\/)?at\+jwt$/i.test(typ)
  const isNamedOther = ['ID', 'Refresh', 'Offline', 'Logout'].includes(String(payload.typ))
  const isOfSignIn = 'at_hash' in payload || 'c_hash' in payload
  const hasNoScopes = payload.scope === undefined && payload.scp === undefined
  return isOtherType || isNamedOther || isOfSignIn || ('nonce' in payload && hasNoScopes)
}

async function verified(token: string, { keyFor }: JwtKeys, rules: JWTVerifyOptions) {
  try {
    return await jwtVerify(
      token,
      (header) => {
        const foreign = foreignKeys.find((name) => name in header)
        if (foreign !== undefined) throw new BadCredentials(`The header of the token must not have "${foreign}"`)
        return keyFor(header)
      },
      rules,
    )
  } catch (error) {
    if (error instanceof AuthenticationUnavailable || error instanceof BadCredentials) throw error
    throw new BadCredentials(problemOf(error))
  }
}

/** Why a token is bad, in words. Any error in a check makes it a bad one: the cryptography of Node throws errors of its own. */
function problemOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired'
  if (error instanceof errors.JWTClaimValidationFailed) return problemOfClaim(error.claim)
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The algorithm of the token is not that of its key'
  if (error instanceof errors.JWKSNoMatchingKey) return 'The issuer publishes no key for the token'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature of the token is wrong'
  return 'The token is not a valid JWT'
}

const cannotBeRevoked =
  'The token has no "jti", so nobody could revoke it, and it lasts longer than this server allows then'

const problemOfClaim = (claim: string) => `The claim "${claim}" of the token is not what this server accepts`

/** The subject. RFC 7519 asks for a text, OpenID Connect for at most 255 characters. It is shown to people, and tells users apart. */
function subjectOf({ sub }: JWTPayload): string {
  if (typeof sub === 'string' && sub.length <= 255 && isOneLine(sub) && isSeenWhole(sub)) return sub
  throw new BadCredentials(problemOfClaim('sub'))
}

/** The id by which the token can be revoked. Null: it has no `jti`, so it cannot be revoked. A `jti` that nobody could type is refused. */
function revocableIdOf({ jti }: JWTPayload): string | null {
  if (jti === undefined) return null
  const id = idOfJwt(jti)
  if (id === null) throw new BadCredentials(problemOfClaim('jti'))
  return id
}

/** `scope` (RFC 8693), or `scp`, which some providers write. Each is a text with spaces between, or a list. */
function scopesIn({ scope, scp }: JWTPayload): string[] {
  return [scope, scp].flatMap((claim) => {
    if (typeof claim === 'string') return claim.split(' ')
    return Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : []
  })
}

/** An end that is farther away than this is a mistake, for example milliseconds in place of seconds. */
const longestMs = 100 * 365 * 86_400_000

/** When streams of this token end. A token that is accepted after its end, because clocks differ, may be used until the leeway is over. */
function endOf({ exp = 0 }: JWTPayload, nowMs: UnixMs): UnixMs {
  const endMs = exp * 1_000
  if (endMs - nowMs > longestMs) throw new BadCredentials(problemOfClaim('exp'))
  return endMs > nowMs ? endMs : endMs + leewayMs
}
