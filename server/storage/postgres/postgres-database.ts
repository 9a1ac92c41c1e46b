import { Pool, types, type PoolClient } from 'pg'
import { checkedParams } from '../checked-params.js'
import type { SqlDatabase, SqlDialect, SqlRow, SqlSession, SqlValue } from '../sql-database.js'
import { fromPostgres } from './postgres-errors.js'
import { postgresLocks } from './postgres-locks.js'

const connectTimeoutMs = 2_000
/** How much later than it should a server may say that it gives up. */
const silenceMs = 400
const defaultMaxConnections = 10
/** The rest is for the reads and writes of the server itself. */
const readsAtOnce = { searches: 2, others: 5 }

/**
 * Every query of ours walks an index and stops. Without statistics the planner believes that filters pass
 * almost nothing. Then it gathers a whole log and sorts it, or compiles a query that takes no time. Known from PostgreSQL 13 on;
 * a URL with `options` of its own sets these aside.
 */
const planByIndex = ['jit', 'enable_sort', 'enable_incremental_sort', 'enable_bitmapscan', 'enable_seqscan']
  .map((setting) => `-c ${setting}=off`)
  .join(' ')

/**
 * Has PostgreSQL notice within half a minute that the machine of a server is gone. It notices at once when only the
 * process ended.
 */
export const noticeLoss = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** A transaction of a server that is cut off in its midst must not hold up the writers after it. */
const giveUpSilent = '-c idle_in_transaction_session_timeout=10000'

const dialect: SqlDialect = {
  countedKey: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  withGivenKey: 'OVERRIDING SYSTEM VALUE',
  countFrom: (table, position) => [`SELECT setval(pg_get_serial_sequence('${table}', 'position'), ${position}, false)`],
  bytes: 'BYTEA',
  walksRows: true,
  textsIn: (parameter) => `SELECT value FROM json_array_elements_text(${parameter}::json)`,
  jsonText: (column, ...keys) => `(${column}::json #>> '{${keys.join(',')}}')`,
}

/**
 * Writers take turns until the end of their transactions, so that the counted keys go up in the order of commits. A
 * server that was told to answer before its disk did is told otherwise.
 */
const takeTurn = (lock: number) => `SELECT pg_advisory_xact_lock(${lock}),
  CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'local', true) END`

export interface PostgresOptions {
  readonly url: string
  /** How long a statement may take. What was asked then rejects with `StoreUnavailable`. */
  readonly statementTimeoutMs?: number
  /** Whose writers take turns with each other; left out: those of the store. */
  readonly writersOf?: keyof typeof postgresLocks.writersOf
  readonly maxConnections?: number
}

/**
 * A PostgreSQL database over a pool of connections, opened when first used. While the server is not reached, everything
 * rejects within the time to connect and that of a statement: under 5 s.
 */
export class PostgresDatabase implements SqlDatabase {
  readonly dialect = dialect
  readonly readsAtOnce = readsAtOnce
  readonly #pool: Pool
  readonly #takeTurn: string

  constructor({ url, statementTimeoutMs = 2_500, writersOf = 'store', ...options }: PostgresOptions) {
    const { maxConnections = defaultMaxConnections } = options
    this.#takeTurn = takeTurn(postgresLocks.writersOf[writersOf])
    this.#pool = new Pool({
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: connectTimeoutMs,
      // The server gives up by itself, and says so. If it says nothing, it is not there.
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + silenceMs,
      keepAlive: true,
      application_name: 'gammacast',
      options: [planByIndex, noticeLoss, giveUpSilent].join(' '),
      types: { getTypeParser: parserOf },
    })
    // A connection that is lost while nobody uses it leaves the pool; whoever comes next gets another.
    this.#pool.on('error', () => {})
  }

  async read(sql: string, params: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
    const values = checkedParams(params)
    try {
      const { rows } = await this.#pool.query<SqlRow>(sql, values)
      return rows
    } catch (error) {
      throw fromPostgres(error)
    }
  }

  async transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    const client = await this.#connect()
    let committed = false
    try {
      const session: SqlSession = { run: (sql, params) => runOn(client, sql, params) }
      await session.run('BEGIN')
      await session.run(this.#takeTurn)
      const result = await work(session)
      await commit(client)
      committed = true
      return result
    } finally {
      client.removeListener('error', ignore)
      // Closing the connection rolls back too, and does not wait for a server that is gone.
      client.release(!committed)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end()
  }

  async #connect(): Promise<PoolClient> {
    try {
      const client = await this.#pool.connect()
      client.on('error', ignore)
      return client
    } catch (error) {
      throw fromPostgres(error)
    }
  }
}

const ignore = () => {}

async function runOn(client: PoolClient, sql: string, params: readonly SqlValue[] = []): Promise<readonly SqlRow[]> {
  const values = checkedParams(params)
  try {
    const { rows } = await client.query<SqlRow>(sql, values)
    return rows
  } catch (error) {
    throw fromPostgres(error)
  }
}

/** Only here the server may have done what was asked although its answer is missing. */
async function commit(client: PoolClient): Promise<void> {
  try {
    await client.query('COMMIT')
  } catch (error) {
    throw fromPostgres(error, { outcomeUnknown: true })
  }
}

type Parser = (text: string) => unknown

/** Counts, positions and times are far below 2^53; without this they would come as text. */
function parserOf(oid: number): Parser {
  const bigint: number = types.builtins.INT8
  return oid === bigint ? Number : (types.getTypeParser(oid) as Parser)
}
