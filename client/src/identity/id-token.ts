import type { IdTokenClaims } from 'oidc-client-ts'

/** Who made a token, for whom, and who asked for it. */
type Addressed = Pick<IdTokenClaims, 'iss' | 'aud' | 'azp'>

/** Whether an ID token is of this provider and for this client (OpenID Connect Core, 3.1.3.7). */
export function isForClient({ iss, aud, azp }: Addressed, issuer: string, clientId: string): boolean {
  const audiences = [aud].flat()
  if (iss !== issuer || !audiences.includes(clientId)) return false
  // For several clients, it says which of them asked for it.
  return azp === undefined ? audiences.length === 1 : azp === clientId
}
