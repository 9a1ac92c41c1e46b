import type { UnixMs } from '../../domain/units.js'
import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import type { Migration } from './migration.js'
import { migrations as storeMigrations } from './migrations.js'

/** The database was written by a later release, whose tables this one does not know. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew'
}

const storeVersions = 'schema_migrations'

export interface MigrateOptions {
  readonly now: () => UnixMs
  readonly migrations?: readonly Migration[]
  /** Where it is kept which migrations were made. */
  readonly table?: string
}

/**
 * Brings a database to the newest version: all steps or none, in one transaction, so that of two processes that start at
 * once the second finds the work done. Rejects with `DatabaseTooNew`, having changed nothing.
 */
export async function migrate(
  database: SqlDatabase,
  { now, migrations = storeMigrations, table = storeVersions }: MigrateOptions,
): Promise<void> {
  await database.transaction(async (session) => {
    const version = await versionOf(session, table)
    const newest = migrations.at(-1)?.version ?? 0
    if (version > newest) {
      throw new DatabaseTooNew(`The database has version ${version}; this release knows it up to version ${newest}`)
    }
    for (const migration of migrations) {
      if (migration.version <= version) continue
      for (const statement of migration.statements(database.dialect, now())) await session.run(statement)
      const row = [migration.version, migration.name, now()]
      await session.run(`INSERT INTO ${table} (version, name, applied_at) VALUES ($1, $2, $3)`, row)
    }
  })
}

/** Whether the database has every migration of this release. */
export async function isMigrated(
  database: Pick<SqlDatabase, 'read'>,
  { migrations = storeMigrations, table = storeVersions }: Omit<MigrateOptions, 'now'> = {},
): Promise<boolean> {
  try {
    const [row] = await database.read(`SELECT MAX(version) AS version FROM ${table}`)
    return Number(row?.version) >= (migrations.at(-1)?.version ?? 0)
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    return false
  }
}

async function versionOf(session: SqlSession, table: string): Promise<number> {
  await session.run(`CREATE TABLE IF NOT EXISTS ${table} (
    version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)`)
  const [row] = await session.run(`SELECT MAX(version) AS version FROM ${table}`)
  return typeof row?.version === 'number' ? row.version : 0
}
