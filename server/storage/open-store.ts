import type { UnixMs } from '../domain/units.js'
import type { BarReader, BarStore } from '../history/bars/bar-store.js'
import type { HistoryReader, MarketHistory } from '../history/market-history.js'
import type { MarketImports } from '../history/market-imports.js'
import type { AccountVersions } from './account-versions.js'
import type { EquityStore } from './equity-store.js'
import type { Journal } from './journal.js'
import { openBeside } from './open-beside.js'
import { postgresAt, sqliteIn, type DatabaseEngine, type OpenDatabase } from './open-database.js'
import { isPostgresUrl } from './postgres/postgres-place.js'
import { CommitQueue } from './sql/commit-queue.js'
import { readsInTurn } from './sql/reads.js'
import { sqlAccountVersions } from './sql/sql-account-versions.js'
import { sqlBarReader, sqlBarStore } from './sql/sql-bar-store.js'
import { sqlEquityStore } from './sql/sql-equity-store.js'
import { sqlHistoryReader } from './sql/sql-history-reader.js'
import { sqlJournal } from './sql/sql-journal.js'
import { sqlMarketHistory } from './sql/sql-market-history.js'
import { sqlMarketImports } from './sql/sql-market-imports.js'
import { sqlTokenStore } from './sql/sql-token-store.js'
import { VersionWriter } from './sql/version-writer.js'
import { sqliteLease } from './sqlite/sqlite-lease.js'
import { takeOver, type StoreHold, type StoreLease } from './store-lease.js'
import type { TokenStore } from './token-store.js'

const defaultSampleIntervalMs = 10_000

export interface StoreOptions {
  /** A `postgres://` or `postgresql://` URL. Left out: a SQLite file in the folder. */
  readonly databaseUrl?: string
  /** Made when it is not there, unless there is a URL. */
  readonly dataDir: string
  /** Between two samples of an account's value. */
  readonly sampleIntervalMs?: number
  /**
   * To be the only server on it, until it is closed or the process ends. Others may open it without. WAIT: it waits until no other
   * server has it. Only PostgreSQL can wait; SQLite refuses at once.
   */
  readonly exclusive?: boolean | 'WAIT'
  /** Called once when another server has the store and this one begins to wait for it. */
  readonly onWaiting?: () => void
  /** Called once when another server has taken over an exclusive store. Nothing can be written from then on. */
  readonly onTakenOver?: () => void
  /** Whether it keeps what accounts were before. */
  readonly keepsVersions?: boolean
  /** Called for each read of a client that is refused because too much waits. */
  readonly onRefusedRead?: () => void
  readonly now: () => UnixMs
}

/** What is recorded of markets. Disposing waits for what was asked for. */
export interface History extends AsyncDisposable {
  readonly markets: MarketHistory
  readonly bars: BarStore
  readonly imports: MarketImports
}

/** All that is kept. Disposing waits for what was asked for, and closes the database. */
export interface Store extends AsyncDisposable {
  readonly journal: Journal
  readonly equity: EquityStore
  readonly tokens: TokenStore
  /** What accounts were before. Null: it is not kept. */
  readonly versions: AccountVersions | null
  /**
   * Opens what is recorded of markets and brings its tables up to date: a database of its own, whose writes wait for no commit
   * of the journal. Only of an exclusive store, and closed before it. Rejects as `openStore` does.
   */
  openHistory(): Promise<History>
  /** How many servers have had it, with this one. 0 of a store that is not exclusive. */
  readonly epoch: number
  /** Where it is kept, for people: a path, or host and database without a password. */
  readonly place: string
}

/**
 * Opens the store and brings its tables up to date. Rejects with:
 *
 * - `StoreUnavailable` when the database cannot be reached;
 * - `StoreInUse` when another server has it, and the store is to be exclusive or its tables are not up to date;
 * - `DatabaseTooNew` when a later release wrote it;
 * - an Error when the URL is not one of PostgreSQL.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, now, exclusive = false, sampleIntervalMs = defaultSampleIntervalMs } = options
  const { onRefusedRead = () => {} } = options
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    throw new Error('The database URL must begin with postgres:// or postgresql://')
  }
  const engine = engineOf(options)
  const open = () => engine.open(now)
  const lease = () => leaseOf(options)
  const { database, place, hold } = exclusive
    ? await openHeld(await lease(), open, options.onTakenOver)
    : { ...(await openBeside(engine, open, lease)), hold: null }
  const queue = new CommitQueue(database)
  const readsFor = readsInTurn(database, onRefusedRead)
  const writer = options.keepsVersions ? new VersionWriter() : null
  return {
    journal: sqlJournal(database, { queue, readsFor, now, versions: writer }),
    versions: writer && sqlAccountVersions({ database, queue, readsFor, writer, now }),
    equity: sqlEquityStore({ queue, readsFor, sampleIntervalMs }),
    tokens: sqlTokenStore(database, queue),
    epoch: hold?.epoch ?? 0,
    place,
    async openHistory() {
      if (hold === null) throw new Error('Only the server that holds the store opens the history')
      const opened = await engine.openHistory(now, hold)
      return {
        markets: sqlMarketHistory(opened.database),
        bars: sqlBarStore(opened.database),
        imports: sqlMarketImports(opened.database),
        [Symbol.asyncDispose]: () => opened.database[Symbol.asyncDispose](),
      }
    },
    async [Symbol.asyncDispose]() {
      await queue[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await hold?.[Symbol.asyncDispose]()
    },
  }
}

function engineOf({ databaseUrl, dataDir }: Pick<StoreOptions, 'databaseUrl' | 'dataDir'>): DatabaseEngine {
  return databaseUrl === undefined ? sqliteIn(dataDir) : postgresAt(databaseUrl)
}

async function leaseOf({
  databaseUrl,
  dataDir,
  exclusive,
  onWaiting,
}: Pick<StoreOptions, 'databaseUrl' | 'dataDir' | 'exclusive' | 'onWaiting'>): Promise<StoreLease> {
  if (databaseUrl === undefined) return sqliteLease(dataDir)
  const { postgresLease } = await import('./postgres/postgres-lease.js')
  return postgresLease(databaseUrl, { waits: exclusive === 'WAIT', onWaiting })
}

/** How much there is of a store. It is not changed. Rejects with `StoreUnavailable` when the database cannot be reached. */
export async function stateOfStore(
  where: Pick<StoreOptions, 'databaseUrl' | 'dataDir'>,
): Promise<'none' | 'old' | 'current'> {
  const engine = engineOf(where)
  if (!(await engine.exists())) return 'none'
  return (await engine.isUpToDate()) ? 'current' : 'old'
}

/** The recorded markets of a store, for reading. */
export interface OpenHistoryReader extends AsyncDisposable {
  readonly markets: HistoryReader
  readonly bars: BarReader
}

/**
 * Opens what is recorded of markets for reading, beside a server too. It is not changed. Null: nothing was ever recorded. `old`: it
 * has the tables of another release. Rejects with `StoreUnavailable` when the database cannot be reached.
 */
export async function readHistory(
  where: Pick<StoreOptions, 'databaseUrl' | 'dataDir'>,
): Promise<OpenHistoryReader | 'old' | null> {
  const opened = await engineOf(where).readHistory()
  if (opened?.isCurrent === false) {
    await opened[Symbol.asyncDispose]()
    return 'old'
  }
  return (
    opened && {
      markets: sqlHistoryReader(opened.database),
      bars: sqlBarReader(opened.database),
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    }
  )
}

/** Taken before the tables are brought up to date, which must not happen under a server that runs. */
async function openHeld(
  lease: StoreLease,
  open: () => Promise<OpenDatabase>,
  onTakenOver?: () => void,
): Promise<OpenDatabase & { readonly hold: StoreHold }> {
  try {
    const { database, place } = await open()
    try {
      const hold = await takeOver(database, lease, onTakenOver)
      return { database: hold.guarded(database), place, hold }
    } catch (error) {
      await database[Symbol.asyncDispose]()
      throw error
    }
  } catch (error) {
    await lease[Symbol.asyncDispose]()
    throw error
  }
}
