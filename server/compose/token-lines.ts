import type { UnixMs } from '../domain/units.js'
import type { StoredToken } from '../storage/token-store.js'

/** One line about a token, for people. */
export function tokenLine(token: StoredToken): string {
  const { id, name, scopes, createdAtMs, lastUsedAtMs, expiresAtMs, revokedAtMs } = token
  return [
    id,
    `"${name}"`,
    scopes.join(' '),
    `created ${sayTime(createdAtMs, 'at an unknown time')}`,
    `last used ${sayTime(lastUsedAtMs, 'never')}`,
    `expires ${sayTime(expiresAtMs, 'never')}`,
    ...(revokedAtMs === null ? [] : [`revoked ${sayTime(revokedAtMs, '')}`]),
  ].join('  ')
}

function sayTime(timeMs: UnixMs | null, unknown: string): string {
  return timeMs === null ? unknown : new Date(timeMs).toISOString()
}
