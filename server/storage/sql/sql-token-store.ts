import type { SqlDatabase } from '../sql-database.js'
import type { TokenStore } from '../token-store.js'
import { insertRow, isStorable, textIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'

const unlessKept = `ON CONFLICT (token_hash) DO UPDATE SET account_id = excluded.account_id
  WHERE tokens.account_id = excluded.account_id`

/** Tokens in a migrated database. */
export function sqlTokenStore(database: SqlDatabase, queue: CommitQueue): TokenStore {
  return {
    add: (accountId, tokenHash) =>
      queue.run(async (session) => {
        const kept = await insertRow(session, 'tokens', { token_hash: tokenHash, account_id: accountId }, unlessKept)
        if (!kept) throw new Error('This token is for another account')
      }),
    async accountOf(tokenHash) {
      if (!isStorable(tokenHash)) return null
      const [row] = await database.read('SELECT account_id FROM tokens WHERE token_hash = $1', [tokenHash])
      return row ? textIn(row, 'account_id') : null
    },
  }
}
