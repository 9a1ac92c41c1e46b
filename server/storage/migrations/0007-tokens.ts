import type { Migration } from './migration.js'

const scopesOfAccount = `'account:publish:' || account_id || ' account:read:' || account_id ||
  ' account:trade:' || account_id || ' accounts:open market:read'`

/**
 * Tokens have an id, a name and scopes, and can expire and be revoked. Those that were there are each for one account, with
 * its id as their name. When they were made is not known.
 */
export const tokens: Migration = {
  version: 7,
  name: 'tokens with scopes',
  statements: ({ countedKey }) => [
    'ALTER TABLE tokens RENAME TO account_tokens',
    `CREATE TABLE tokens (
      position ${countedKey},
      id TEXT NOT NULL UNIQUE,
      token_hash TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      scopes TEXT NOT NULL,
      created_at BIGINT,
      expires_at BIGINT,
      last_used_at BIGINT,
      revoked_at BIGINT,
      revocation BIGINT UNIQUE
    )`,
    `INSERT INTO tokens (id, token_hash, name, scopes)
      SELECT substr(token_hash, 1, 16), token_hash, account_id, ${scopesOfAccount} FROM account_tokens ORDER BY token_hash`,
    'DROP TABLE account_tokens',
  ],
}
