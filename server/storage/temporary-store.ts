import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UnixMs } from '../domain/units.js'
import { closeAll } from '../lib/close-all.js'
import type { EquityStore } from './equity-store.js'
import type { Journal } from './journal.js'
import { migrate } from './migrations/migrate.js'
import { CommitQueue } from './sql/commit-queue.js'
import { readsInTurn } from './sql/reads.js'
import { sqlEquityStore } from './sql/sql-equity-store.js'
import { sqlJournal } from './sql/sql-journal.js'
import { SqliteDatabase } from './sqlite/sqlite-database.js'
import { writerOnThread } from './sqlite/sqlite-writer.js'

/** Disposing removes all of it. */
export interface TemporaryStore extends AsyncDisposable {
  readonly journal: Journal
  readonly equity: EquityStore
}

export interface TemporaryStoreOptions {
  readonly sampleIntervalMs: number
  /** Called for each read of a client that is refused because too much waits. */
  readonly onRefusedRead: () => void
  readonly now: () => UnixMs
}

/** Keeps accounts of a replay in a file in the system's folder for such, until it is disposed. Another thread writes. */
export async function openTemporaryStore(options: TemporaryStoreOptions): Promise<TemporaryStore> {
  const { sampleIntervalMs, onRefusedRead, now } = options
  const folder = await mkdtemp(join(tmpdir(), 'gammacast-replay-'))
  const path = join(folder, 'accounts.db')
  const database = new SqliteDatabase(path, writerOnThread(path))
  const queue = new CommitQueue(database)
  const files = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
  const close = () => closeAll([queue, database, files])
  try {
    await migrate(database, { now })
  } catch (error) {
    await close()
    throw error
  }
  const readsFor = readsInTurn(database, onRefusedRead)
  return {
    journal: sqlJournal(database, { queue, readsFor, now, versions: null }),
    equity: sqlEquityStore({ queue, readsFor, sampleIntervalMs }),
    [Symbol.asyncDispose]: close,
  }
}
