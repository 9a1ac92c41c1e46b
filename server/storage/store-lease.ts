import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnavailable } from './journal.js'
import type { SqlDatabase, SqlSession } from './sql-database.js'

/** Another server holds the store: two would overwrite each other's books. */
export class StoreInUse extends Error {
  override readonly name = 'StoreInUse'
}

/** The right to be the only server on a store, until disposed or the process ends, however it does. */
export interface StoreLease extends AsyncDisposable {
  /** Resolves while it is held; takes it again when it was lost. Rejects with `StoreUnavailable` when that fails. */
  hold(): Promise<void>
  /** Whether another server can take it while this one runs. */
  readonly canBeLost: boolean
}

/** How long a server that starts waits for the one before it to end. */
const patienceMs = 1_500
const retryAfterMs = 50
/** How often a server looks whether it still has the store: it may have nothing to write. */
const lookEveryMs = 1_000

/** Tries until it has it. Rejects with `StoreInUse`. */
export async function waitForLease(tryToTake: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + patienceMs; !(await tryToTake());) {
    if (performance.now() > deadline) throw new StoreInUse('another server uses this store; there can be only one')
    await sleep(retryAfterMs)
  }
}

/** A store that a server holds, until it is disposed. */
export interface StoreHold extends AsyncDisposable {
  /** How many servers have had the store, with this one. */
  readonly epoch: number
  /** A database with the tables of the store, written only while the store is held. Disposing closes the database alone. */
  guarded(database: SqlDatabase): SqlDatabase
}

/**
 * Takes a store over; disposing gives the lease back. A server can lose its lease without noticing. So it also opens an
 * epoch, and every transaction checks that this epoch is still the newest. A server with an older epoch must not write over
 * the work of the next one: it refuses writes from then on, and calls `onTakenOver` once.
 */
export async function takeOver(
  store: SqlDatabase,
  lease: StoreLease,
  onTakenOver: () => void = () => {},
): Promise<StoreHold> {
  const epoch = await store.transaction(nextEpoch)
  let givenBack: Promise<void> | null = null
  const giveBack = () => (givenBack ??= Promise.resolve(lease[Symbol.asyncDispose]()).catch(() => {}))
  const lose = () => {
    if (givenBack) return
    void giveBack()
    onTakenOver()
  }
  async function watch(): Promise<void> {
    while (!givenBack) {
      await sleep(lookEveryMs, undefined, { ref: false })
      // Nobody takes over what is not reached.
      if ((await epochNow(store).catch(() => epoch)) !== epoch) lose()
    }
  }
  if (lease.canBeLost) void watch()
  return {
    epoch,
    guarded: (database) => ({
      dialect: database.dialect,
      readsAtOnce: database.readsAtOnce,
      read: (sql, params) => database.read(sql, params),
      async transaction(work) {
        if (givenBack) throw superseded()
        await lease.hold()
        return database.transaction(async (session) => {
          if ((await epochNow(session)) === epoch) return work(session)
          // Not waited for: the transaction has the turn that the writes of the other server wait for.
          lose()
          throw superseded()
        })
      },
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    }),
    [Symbol.asyncDispose]: giveBack,
  }
}

function superseded(): StoreUnavailable {
  return new StoreUnavailable('another server has used this store since; this one has to be started again')
}

async function nextEpoch(session: SqlSession): Promise<number> {
  const [row] = await session.run('UPDATE lease SET epoch = epoch + 1 RETURNING epoch')
  return Number(row?.epoch)
}

async function epochNow(from: SqlSession | SqlDatabase): Promise<number> {
  const query = 'SELECT epoch FROM lease'
  const [row] = await ('run' in from ? from.run(query) : from.read(query))
  return Number(row?.epoch)
}
