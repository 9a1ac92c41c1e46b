import type { CryptoKey, JWTHeaderParameters } from 'jose'

/** The keys that signatures of JWTs are checked with. */
export interface JwtKeys {
  /** The algorithms of these keys. The header of a token cannot choose another. */
  readonly algorithms: readonly string[]
  /** Rejects with `JWKSNoMatchingKey` of jose, or with `AuthenticationUnavailable` when no keys are known. */
  readonly keyFor: (header: JWTHeaderParameters) => Promise<CryptoKey | Uint8Array>
}

/** One secret that issuer and server share. */
export function secretKey(secret: string): JwtKeys {
  const key = new TextEncoder().encode(secret)
  return { algorithms: ['HS256'], keyFor: () => Promise.resolve(key) }
}
