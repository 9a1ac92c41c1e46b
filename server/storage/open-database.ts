import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { msPerHour, type UnixMs } from '../domain/units.js'
import { keepPrivate, makePrivateFile } from '../lib/private-file.js'
import { makeFolder } from '../lib/writable-folder.js'
import { historyMigrations, historyVersions } from './migrations/history-migrations.js'
import { isMigrated, migrate, type MigrateOptions } from './migrations/migrate.js'
import type { PostgresDatabase, PostgresOptions } from './postgres/postgres-database.js'
import { postgresPlace } from './postgres/postgres-place.js'
import type { SqlDatabase } from './sql-database.js'
import { SqliteDatabase, sqliteReader } from './sqlite/sqlite-database.js'
import { writerOnThread } from './sqlite/sqlite-writer.js'
import type { StoreHold } from './store-lease.js'

const ofHistory = { migrations: historyMigrations, table: historyVersions }
/** The recorder writes with one; the others read. */
const historyConnections = 3

export interface OpenDatabase {
  readonly database: SqlDatabase
  /** For people: a path, or host and database without a password. */
  readonly place: string
}

/** What is there. `isCurrent`: whether it has the tables of this release. */
interface DatabaseReader extends AsyncDisposable {
  readonly database: Pick<SqlDatabase, 'read'>
  readonly isCurrent: boolean
}

/** Where a store is kept: a folder for SQLite, or a `postgres://` URL. */
export interface DatabaseEngine {
  /** Brings the tables up to date and opens the database. */
  open(now: () => UnixMs): Promise<OpenDatabase>
  /** The same for what is recorded of markets, which is kept apart. It is written only while the store is held. */
  openHistory(now: () => UnixMs, hold: StoreHold): Promise<OpenDatabase>
  /** Reads what is recorded of markets, beside whoever writes it. Null: nothing was ever recorded. */
  readHistory(): Promise<DatabaseReader | null>
  isUpToDate(): Promise<boolean>
  /** Whether there is a store. It makes none. */
  exists(): Promise<boolean>
}

/**
 * `gammacast.db` in the folder, which is made when it is not there, and `history.db` beside it. A place is a whole path, the
 * same from any folder.
 */
export function sqliteIn(dataDir: string): DatabaseEngine {
  const place = resolve(dataDir, 'gammacast.db')
  return {
    open: (now) => openSqlite(place, (path) => new SqliteDatabase(path), { now }),
    // The hold is a lock of the system, which is not lost.
    openHistory: (now) =>
      openSqlite(resolve(dataDir, 'history.db'), (path) => new SqliteDatabase(path, writerOnThread(path)), {
        now,
        ...ofHistory,
      }),
    async readHistory() {
      const path = resolve(dataDir, 'history.db')
      if (!existsSync(path)) return null
      const database = sqliteReader(path)
      return orClose(database, () => readerOf(database))
    },
    async isUpToDate() {
      if (!existsSync(place)) return false
      await using database = new SqliteDatabase(place)
      return await isMigrated(database)
    },
    exists: () => Promise.resolve(existsSync(place)),
  }
}

export function postgresAt(url: string): DatabaseEngine {
  const place = postgresPlace(url)
  return {
    async open(now) {
      await migratePostgres({ url }, { now })
      return { database: await postgres({ url }), place }
    },
    async openHistory(now, hold) {
      const options = { url, writersOf: 'history', maxConnections: historyConnections } as const
      await migratePostgres(options, { now, ...ofHistory })
      return { database: hold.guarded(await postgres(options)), place }
    },
    async readHistory() {
      const database = await postgres({ url, maxConnections: historyConnections })
      const isThere = await orClose(database, () => hasTable(database, historyVersions))
      if (isThere) return orClose(database, () => readerOf(database))
      await database[Symbol.asyncDispose]()
      return null
    },
    async isUpToDate() {
      await using database = await postgres({ url })
      return await isMigrated(database)
    },
    async exists() {
      await using database = await postgres({ url })
      return await hasTable(database, 'schema_migrations')
    },
  }
}

async function readerOf(database: Pick<SqlDatabase, 'read'> & AsyncDisposable): Promise<DatabaseReader> {
  return {
    database,
    isCurrent: await isMigrated(database, ofHistory),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function openSqlite(
  place: string,
  open: (path: string) => SqlDatabase,
  options: MigrateOptions,
): Promise<OpenDatabase> {
  makeFolder(dirname(place))
  // SQLite gives the files beside it the rights of this one. Those of a process that was killed are there already.
  makePrivateFile(place)
  for (const beside of ['-wal', '-shm']) keepPrivate(`${place}${beside}`)
  const database = open(place)
  await orClose(database, () => migrate(database, options))
  return { database, place }
}

/** Closes what was opened if the work with it fails. */
async function orClose<T>(opened: AsyncDisposable, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

async function hasTable(database: Pick<SqlDatabase, 'read'>, table: string): Promise<boolean> {
  const [row] = await database.read(`SELECT to_regclass('${table}')::text AS name`)
  return typeof row?.name === 'string'
}

/** The driver of PostgreSQL is loaded only where it is used. */
async function postgres(options: PostgresOptions): Promise<PostgresDatabase> {
  const { PostgresDatabase } = await import('./postgres/postgres-database.js')
  return new PostgresDatabase(options)
}

async function migratePostgres(database: PostgresOptions, options: MigrateOptions): Promise<void> {
  // A migration of a large database takes as long as it takes.
  await using migrated = await postgres({ ...database, statementTimeoutMs: msPerHour })
  await migrate(migrated, options)
}
