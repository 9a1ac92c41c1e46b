import { createHash, randomBytes } from 'node:crypto'

/** A new bearer token, 256 random bits, to be shown once; the store keeps `hashOfToken` of it. */
export function newToken(): string {
  return `gct_${randomBytes(32).toString('base64url')}`
}

/** SHA-256 in hex. Tokens are random, so nothing slower is needed. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
