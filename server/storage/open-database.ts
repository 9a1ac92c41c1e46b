import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { msPerHour, type UnixMs } from '../domain/units.js'
import { keepPrivate, makePrivateFile } from '../lib/private-file.js'
import { makeFolder } from '../lib/writable-folder.js'
import { isMigrated, migrate } from './migrations/migrate.js'
import { PostgresDatabase } from './postgres/postgres-database.js'
import { postgresPlace } from './postgres/postgres-place.js'
import type { SqlDatabase } from './sql-database.js'
import { SqliteDatabase } from './sqlite/sqlite-database.js'

export interface OpenDatabase {
  readonly database: SqlDatabase
  /** For people: a path, or host and database without a password. */
  readonly place: string
}

/** Where a store is kept: a folder for SQLite, or a `postgres://` URL. */
export interface DatabaseEngine {
  /** Brings the tables up to date and opens the database. */
  open(now: () => UnixMs): Promise<OpenDatabase>
  isUpToDate(): Promise<boolean>
  /** Whether there is a store. It makes none. */
  exists(): Promise<boolean>
}

/** `gammacast.db` in the folder, which is made when it is not there. The place is a whole path, the same from any folder. */
export function sqliteIn(dataDir: string): DatabaseEngine {
  const place = resolve(dataDir, 'gammacast.db')
  return {
    open: (now) => openSqlite(place, now),
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
      await migratePostgres(url, now)
      return { database: new PostgresDatabase({ url }), place }
    },
    async isUpToDate() {
      await using database = new PostgresDatabase({ url })
      return await isMigrated(database)
    },
    async exists() {
      await using database = new PostgresDatabase({ url })
      const [row] = await database.read("SELECT to_regclass('schema_migrations')::text AS name")
      return typeof row?.name === 'string'
    },
  }
}

async function openSqlite(place: string, now: () => UnixMs): Promise<OpenDatabase> {
  makeFolder(dirname(place))
  // SQLite gives the files beside it the rights of this one. Those of a process that was killed are there already.
  makePrivateFile(place)
  for (const beside of ['-wal', '-shm']) keepPrivate(`${place}${beside}`)
  const database = new SqliteDatabase(place)
  try {
    await migrate(database, { now })
    return { database, place }
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

async function migratePostgres(url: string, now: () => UnixMs): Promise<void> {
  // A migration of a large database takes as long as it takes.
  await using database = new PostgresDatabase({ url, statementTimeoutMs: msPerHour })
  await migrate(database, { now })
}
