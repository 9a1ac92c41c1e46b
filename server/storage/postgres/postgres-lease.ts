import { Socket } from 'node:net'
import { Client } from 'pg'
import { StoreUnavailable } from '../journal.js'
import { waitForLease, type StoreLease } from '../store-lease.js'
import { noticeLoss } from './postgres-database.js'
import { fromPostgres } from './postgres-errors.js'

const timeoutMs = 2_000

/** Any number, the same for all processes of this program, and another than that of the writers. */
const serversLock = 7_261_934_012

/**
 * Takes the lease of a database: a lock of a connection that is kept for nothing else, and ends with it. Rejects with
 * `StoreInUse`, and with `StoreUnavailable` when the database is not reached.
 */
export async function postgresLease(url: string): Promise<StoreLease> {
  let held: LeaseClient | null = null
  let taking: Promise<boolean> | null = null

  async function take(): Promise<boolean> {
    const one = newClient(url)
    const { client } = one
    const lost = () => {
      if (held === one) held = null
    }
    client.on('end', lost)
    client.on('error', lost)
    try {
      await client.connect()
      const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_lock(${serversLock}) AS taken`)
      if (rows[0]?.taken) held = one
      return held === one
    } catch (error) {
      throw fromPostgres(error)
    } finally {
      if (held !== one) void one.end()
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
      await last?.end()
    },
  }
}

interface LeaseClient {
  readonly client: Client
  /** Also when the other side does not answer any more. */
  end(): Promise<void>
}

function newClient(url: string): LeaseClient {
  const socket = new Socket()
  const client = new Client({
    connectionString: url,
    stream: () => socket,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: true,
    application_name: 'gammacast server',
    options: noticeLoss,
  })
  return {
    client,
    async end() {
      const cut = setTimeout(() => socket.destroy(), timeoutMs)
      await client.end().catch(() => {})
      clearTimeout(cut)
    },
  }
}
