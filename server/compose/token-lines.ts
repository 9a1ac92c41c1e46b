import type { UnixMs } from '../domain/units.js'
import type { StoredToken } from '../storage/token-store.js'

/** One line for each token, for people. */
export function tokenLines(tokens: readonly StoredToken[]): string[] {
  return tokens.map(({ id, name, scopes, createdAtMs, lastUsedAtMs, expiresAtMs, revokedAtMs }) =>
    [
      id,
      `"${name}"`,
      scopes.join(' '),
      `created ${sayTime(createdAtMs, 'at an unknown time')}`,
      `last used ${sayTime(lastUsedAtMs, 'never')}`,
      `expires ${sayTime(expiresAtMs, 'never')}`,
      ...(revokedAtMs === null ? [] : [`revoked ${sayTime(revokedAtMs, '')}`]),
    ].join('  '),
  )
}

function sayTime(timeMs: UnixMs | null, unknown: string): string {
  return timeMs === null ? unknown : new Date(timeMs).toISOString()
}
