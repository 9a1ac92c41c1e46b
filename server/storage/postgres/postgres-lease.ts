import { Client } from 'pg'
import { StoreUnavailable } from '../journal.js'
import type { StoreLease } from '../store-lease.js'
import { waitForLease } from '../store-lease.js'
import { fromPostgres } from './postgres-errors.js'

const timeoutMs = 2_000

/** Any number, the same for all processes of this program, and another than that of the writers. */
const serversLock = 7_261_934_012

/** Has PostgreSQL notice within half a minute that the machine of a server is gone; that it ended, it notices at once. */
const noticeLoss = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/**
 * Takes the lease of a database: a lock of a connection that is kept for nothing else, and ends with it. Rejects with
 * `StoreInUse`, and with `StoreUnavailable` when the database is not reached.
 */
export async function postgresLease(url: string): Promise<StoreLease> {
  let held: Client | null = null
  let taking: Promise<boolean> | null = null

  async function take(): Promise<boolean> {
    const client = newClient(url)
    client.on('end', () => {
      if (held === client) held = null
    })
    client.on('error', () => {
      if (held === client) held = null
    })
    try {
      await client.connect()
      const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${serversLock}) AS taken`)
      if (rows[0]?.taken) held = client
      return held === client
    } catch (error) {
      throw fromPostgres(error)
    } finally {
      if (held !== client) client.end().catch(() => {})
    }
  }

  await waitForLease(take)
  return {
    async hold() {
      if (held) return
      taking ??= take().finally(() => (taking = null))
      if (!(await taking)) throw new StoreUnavailable('PostgreSQL: another server has taken over this store')
    },
    async [Symbol.asyncDispose]() {
      const last = held
      held = null
      await last?.end().catch(() => {})
    },
  }
}

function newClient(url: string): Client {
  return new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: true,
    application_name: 'gammacast server',
    options: noticeLoss,
  })
}
