import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { UnixMs } from '../domain/units.js'
import { migrate } from './migrations/migrate.js'
import { PostgresDatabase } from './postgres/postgres-database.js'
import { postgresPlace } from './postgres/postgres-place.js'
import type { SqlDatabase } from './sql-database.js'
import { SqliteDatabase } from './sqlite/sqlite-database.js'

const msPerHour = 3_600_000

export interface OpenDatabase {
  readonly database: SqlDatabase
  /** For people: a path, or host and database without a password. */
  readonly place: string
}

/** Opens `gammacast.db` in the folder, which is made when it is not there, and migrates it. */
export async function openSqlite(dataDir: string, now: () => UnixMs): Promise<OpenDatabase> {
  mkdirSync(dataDir, { recursive: true })
  const place = join(dataDir, 'gammacast.db')
  const database = new SqliteDatabase(place)
  try {
    await migrate(database, { now })
    return { database, place }
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

/** Migrates the database of a `postgres://` URL and opens it. */
export async function openPostgres(url: string, now: () => UnixMs): Promise<OpenDatabase> {
  const place = postgresPlace(url)
  // A migration of a large database takes as long as it takes.
  await using migrated = new PostgresDatabase({ url, statementTimeoutMs: msPerHour })
  await migrate(migrated, { now })
  return { database: new PostgresDatabase({ url }), place }
}
