import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { StoreUnavailable } from '../journal.js'
import { waitForLease, type StoreLease } from '../store-lease.js'
import { noticeLoss } from './postgres-database.js'
import { fromPostgres } from './postgres-errors.js'
import { postgresLocks } from './postgres-locks.js'

const timeoutMs = 2_000
/** How often the holder says that it is there, and how often who waits looks. */
const beatMs = 1_000
const lookEveryMs = 500
/** A holder that says nothing for this long stands still. */
const stillAfterS = 5
/** A writer of such a holder may have spoken after the last beat, so less is asked of it. */
const writerStillAfterS = 2

const tryLock = `SELECT pg_try_advisory_lock(${postgresLocks.server}) AS taken`

/** Servers of releases that do not beat have another name: their silence says nothing. */
const nameOfHolder = 'gammacast lease'

/**
 * Ends the connections of a holder that stands still: the one that has the lock, and those in the midst of a transaction, for
 * which the next server would wait. PostgreSQL lists a lock by the two halves of its number.
 */
const endStill = `WITH silent AS (
    SELECT pid, application_name, (classid::bigint << 32) | objid::bigint AS lock, clock_timestamp() - state_change AS since
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pg_locks.database = datid
    AND datname = current_database() AND state <> 'active')
  SELECT pg_terminate_backend(pid) FROM silent
  WHERE (lock = ${postgresLocks.server} OR since > interval '${writerStillAfterS} seconds')
  AND lock IN (${[postgresLocks.server, ...Object.values(postgresLocks.writersOf)].join(', ')})
  AND EXISTS (SELECT FROM silent WHERE lock = ${postgresLocks.server} AND application_name = '${nameOfHolder}'
    AND since > interval '${stillAfterS} seconds')`

/**
 * Takes the lease of a database: a lock of a connection that is kept for nothing else, and ends with it. Rejects with
 * `StoreInUse`, and with `StoreUnavailable` when the database is not reached. `waits`: until the server that has it ends, loses its
 * connection or stands still. Then it rejects only when the database is not reached before `onWaiting` is called, which it is once,
 * when another server is seen to have it.
 */
export async function postgresLease(
  url: string,
  {
    waits = false,
    onWaiting = () => {},
  }: { readonly waits?: boolean; readonly onWaiting?: (() => void) | undefined } = {},
): Promise<StoreLease> {
  let held: LeaseClient | null = null
  let taking: Promise<boolean> | null = null
  let isGivenBack = false

  /** False: another server has it. */
  async function take(isOurs: (client: Client) => Promise<boolean> = hasLock): Promise<boolean> {
    const one = newClient(url)
    const { client } = one
    const lost = () => {
      if (held === one) held = null
    }
    client.on('end', lost)
    client.on('error', lost)
    try {
      await client.connect()
      if ((await isOurs(client)) && !isGivenBack) held = one
      return held === one
    } catch (error) {
      throw fromPostgres(error)
    } finally {
      if (held !== one) void one.end()
    }
  }

  async function waitUntilFree(): Promise<void> {
    let isWaiting = false
    const getsLock = async (client: Client) => {
      while (!(await hasLock(client))) {
        if (!isWaiting) onWaiting()
        isWaiting = true
        // Where the user of the database may not do so, the holder has it until it ends.
        await client.query(endStill).catch(() => {})
        await sleep(lookEveryMs)
      }
      return true
    }
    while (held === null) {
      try {
        await take(getsLock)
      } catch (error) {
        if (!isWaiting || !(error instanceof StoreUnavailable)) throw error
        await sleep(lookEveryMs)
      }
    }
  }

  /** Whoever waits for the lease sees when the last query of its holder ended. */
  async function beat(): Promise<void> {
    while (!isGivenBack) {
      await held?.client.query('SELECT 1').catch(() => {})
      await sleep(beatMs, undefined, { ref: false })
    }
  }

  await (waits ? waitUntilFree() : waitForLease(take))
  void beat()
  return {
    canBeLost: true,
    async hold() {
      if (held) return
      taking ??= take().finally(() => (taking = null))
      if (!(await taking)) throw new StoreUnavailable('PostgreSQL: another server has taken over this store')
    },
    async [Symbol.asyncDispose]() {
      isGivenBack = true
      const last = held
      held = null
      await last?.end()
    },
  }
}

async function hasLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(tryLock)
  return rows[0]?.taken === true
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
    application_name: nameOfHolder,
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
