import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store, type StoreOptions } from '../../../server/storage/open-store.js'
import { PostgresDatabase } from '../../../server/storage/postgres/postgres-database.js'
import type { SqlDatabase } from '../../../server/storage/sql-database.js'
import { SqliteDatabase } from '../../../server/storage/sqlite/sqlite-database.js'
import { hasPostgres, startPostgres, type PostgresServer } from '../postgres.js'
import { memoryDir } from '../temporary-dir.js'

/** Where a store lives; opened again, it holds what it held. */
export interface StoreHome extends AsyncDisposable {
  readonly options: Omit<StoreOptions, 'now'>
  open(options?: Partial<StoreOptions>): Promise<Store>
  /** The bare database, not migrated. */
  openDatabase(): SqlDatabase
  /** That of the history, which has to be there. */
  openHistoryDatabase(): SqlDatabase
}

/** An engine to run a suite on. `start` is called once before its tests, and what it answers makes empty homes. */
export interface Engine {
  readonly name: string
  readonly isMissing: boolean
  start(): Promise<EngineInUse>
}

export interface EngineInUse extends AsyncDisposable {
  home(): Promise<StoreHome>
}

export const sqlite: Engine = {
  name: 'SQLite',
  isMissing: false,
  start: () => Promise.resolve({ home: () => Promise.resolve(sqliteHome()), async [Symbol.asyncDispose]() {} }),
}

export const postgres: Engine = {
  name: 'PostgreSQL',
  isMissing: !hasPostgres,
  async start() {
    const server = await startPostgres()
    return { home: () => postgresHome(server), [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
  },
}

export const engines = [sqlite, postgres]

const storeFile = 'gammacast.db'

/** Kept in memory, unless a folder is given: what a process wrote outlives it there as well. */
export function sqliteHome(dataDir = memoryDir().path): StoreHome {
  return {
    options: { dataDir },
    open: (options) => openStore({ dataDir, now: Date.now, ...options }),
    openDatabase: () => new SqliteDatabase(join(dataDir, storeFile)),
    openHistoryDatabase: () => new SqliteDatabase(join(dataDir, 'history.db')),
    async [Symbol.asyncDispose]() {
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** For suites that open hundreds of stores: it has its tables from the beginning. */
export function sqliteHomeInMemory(): StoreHome {
  const dataDir = memoryDir().path
  const home = sqliteHome(dataDir)
  return {
    ...home,
    async open(options) {
      const empty = await (emptyStore ??= makeEmptyStore())
      const file = join(dataDir, storeFile)
      if (!existsSync(file)) writeFileSync(file, empty, { mode: 0o600 })
      return home.open(options)
    },
  }
}

/** The file of a store in which nothing is kept. To make its tables takes far longer than to copy it. */
let emptyStore: Promise<Uint8Array> | undefined

async function makeEmptyStore(): Promise<Uint8Array> {
  const dataDir = memoryDir().path
  await using home = sqliteHome(dataDir)
  const store = await home.open()
  await store[Symbol.asyncDispose]()
  return readFileSync(join(dataDir, storeFile))
}

export async function postgresHome(server: PostgresServer): Promise<StoreHome> {
  const databaseUrl = await server.createDatabase()
  const dataDir = join(tmpdir(), 'not-used')
  return {
    options: { databaseUrl, dataDir },
    open: (options) => openStore({ databaseUrl, dataDir, now: Date.now, ...options }),
    openDatabase: () => new PostgresDatabase({ url: databaseUrl }),
    openHistoryDatabase: () => new PostgresDatabase({ url: databaseUrl }),
    async [Symbol.asyncDispose]() {},
  }
}
