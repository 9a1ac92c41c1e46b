import type { UnixMs } from '../../domain/units.js'
import { StoreUnavailable } from '../journal.js'
import type { SqlDatabase, SqlSession } from '../sql-database.js'
import type { Migration } from './migration.js'
import { migrations as allMigrations } from './migrations.js'

/** The database was written by a later release, whose tables this one does not know. */
export class DatabaseTooNew extends Error {
  override readonly name = 'DatabaseTooNew'
}

export interface MigrateOptions {
  readonly now: () => UnixMs
  readonly migrations?: readonly Migration[]
}

/**
 * Brings a database to the newest version: all steps or none, in one transaction, so that of two processes that start at
 * once the second finds the work done. Rejects with `DatabaseTooNew`, having changed nothing.
 */
export async function migrate(
  database: SqlDatabase,
  { now, migrations = allMigrations }: MigrateOptions,
): Promise<void> {
  await database.transaction(async (session) => {
    const version = await versionOf(session)
    const newest = migrations.at(-1)?.version ?? 0
    if (version > newest) {
      throw new DatabaseTooNew(`The database has version ${version}; this release knows it up to version ${newest}`)
    }
    for (const migration of migrations) {
      if (migration.version <= version) continue
      for (const statement of migration.statements(database.dialect)) await session.run(statement)
      const row = [migration.version, migration.name, now()]
      await session.run('INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3)', row)
    }
  })
}

/** Whether the database has every migration of this release. */
export async function isMigrated(database: SqlDatabase): Promise<boolean> {
  try {
    const [row] = await database.read('SELECT MAX(version) AS version FROM schema_migrations')
    return Number(row?.version) >= (allMigrations.at(-1)?.version ?? 0)
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    return false
  }
}

async function versionOf(session: SqlSession): Promise<number> {
  await session.run(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)`)
  const [row] = await session.run('SELECT MAX(version) AS version FROM schema_migrations')
  return typeof row?.version === 'number' ? row.version : 0
}
