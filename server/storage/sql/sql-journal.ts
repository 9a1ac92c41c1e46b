import type { UnixMs } from '../../domain/units.js'
import { checkedJson } from '../../lib/checked.js'
import type { Journal, KeptAnswer } from '../journal.js'
import type { SqlDatabase } from '../sql-database.js'
import { isStorable, textIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'
import { holdPlace } from './hold-place.js'
import { anyJson } from './json.js'
import type { ReadsFor } from './reads.js'
import { recordsOf } from './records-of.js'
import { storedAccounts } from './stored-accounts.js'
import type { VersionWriter } from './version-writer.js'
import { wasKept } from './was-kept.js'
import { writeCommit } from './write-commit.js'
import { writePast } from './write-past.js'

export interface SqlJournalOptions {
  /** The queue of all that write to the database. */
  readonly queue: CommitQueue
  readonly readsFor: ReadsFor
  /** Our clock. Where it goes back, records are given the time of the one before. */
  readonly now: () => UnixMs
  /** Null: what accounts were before is not kept. */
  readonly versions: VersionWriter | null
}

/** The journal in a migrated database. */
export function sqlJournal(database: SqlDatabase, { queue, readsFor, now, versions }: SqlJournalOptions): Journal {
  return {
    async commit(commit) {
      const committed = await queue.run((session) => writeCommit(session, commit, { nowMs: now(), versions }))
      versions?.committed(commit)
      return committed
    },
    wasKept: (commit) => queue.run((session) => wasKept(session, commit)),
    async keepPast(past, signal, place = null) {
      const { late, commits } = await queue.run((session) =>
        writePast(session, past, { dialect: database.dialect, nowMs: now(), versions, signal, place }),
      )
      for (const commit of commits) versions?.committed(commit)
      return late
    },
    holdPlace: (room) => queue.run((session) => holdPlace(session, room, { dialect: database.dialect, nowMs: now() })),
    answerTo: (accountId, key) => answerTo(database, accountId, key),
    accounts: () => storedAccounts(database),
    ...recordsOf(readsFor()),
    recordsFor: (asker) => recordsOf(readsFor(asker)),
  }
}

async function answerTo(database: SqlDatabase, accountId: string, key: string): Promise<KeptAnswer | null> {
  if (!isStorable(accountId) || !isStorable(key)) return null
  const sql = 'SELECT fingerprint, answer FROM idempotency WHERE account_id = $1 AND request_key = $2'
  const [row] = await database.read(sql, [accountId, key])
  if (!row) return null
  const answer = checkedJson(anyJson, textIn(row, 'answer'), `The answer of ${accountId} under "${key}"`)
  return { fingerprint: textIn(row, 'fingerprint'), answer }
}
