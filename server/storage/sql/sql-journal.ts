import type { UnixMs } from '../../domain/units.js'
import { checkedJson } from '../../lib/checked.js'
import type { Journal, KeptAnswer, Records } from '../journal.js'
import type { SqlDatabase } from '../sql-database.js'
import { isStorable, textIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'
import { anyJson } from './json.js'
import {
  closedTradesTable,
  decisionsAsMadeTable,
  decisionsTable,
  fillsTable,
  orderEventsTable,
  ordersTable,
  scoreEventsTable,
} from './log-table.js'
import type { Reads, ReadsFor } from './reads.js'
import { sqlLog } from './sql-log.js'
import { storedAccounts } from './stored-accounts.js'
import { wasKept } from './was-kept.js'
import { writeCommit } from './write-commit.js'
import { writePast } from './write-past.js'

export interface SqlJournalOptions {
  /** The queue of all that write to the database. */
  readonly queue: CommitQueue
  readonly readsFor: ReadsFor
  /** Our clock. Where it goes back, records are given the time of the one before. */
  readonly now: () => UnixMs
}

/** The journal in a migrated database. */
export function sqlJournal(database: SqlDatabase, { queue, readsFor, now }: SqlJournalOptions): Journal {
  return {
    commit: (commit) => queue.run((session) => writeCommit(session, commit, now())),
    wasKept: (commit) => queue.run((session) => wasKept(session, commit)),
    keepPast: (past, signal) =>
      queue.run((session) => writePast(session, past, { dialect: database.dialect, nowMs: now(), signal })),
    answerTo: (accountId, key) => answerTo(database, accountId, key),
    accounts: () => storedAccounts(database),
    ...recordsOf(readsFor()),
    recordsFor: (asker) => recordsOf(readsFor(asker)),
  }
}

function recordsOf(reads: Reads): Records {
  return {
    decisions: sqlLog(reads, decisionsTable),
    decisionsAsMade: sqlLog(reads, decisionsAsMadeTable),
    scoreEvents: sqlLog(reads, scoreEventsTable),
    orders: sqlLog(reads, ordersTable),
    orderEvents: sqlLog(reads, orderEventsTable),
    fills: sqlLog(reads, fillsTable),
    closedTrades: sqlLog(reads, closedTradesTable),
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
