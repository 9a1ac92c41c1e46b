import type { Config } from '../config/config.js'
import type { Clock } from '../lib/clock.js'
import { whyNotWritable } from '../lib/writable-folder.js'
import {
  openStore,
  readHistory,
  stateOfStore,
  type OpenHistoryReader,
  type Store,
  type StoreOptions,
} from '../storage/open-store.js'
import { StoreInUse } from '../storage/store-lease.js'
import { StartError } from './start-error.js'

/**
 * Opens the store that the configuration names. `exclusive`: for a server. Rejects with a `StartError` that says why it
 * cannot.
 */
export async function openConfiguredStore(
  { databaseUrl, dataDir, trading }: Pick<Config, 'databaseUrl' | 'dataDir' | 'trading'>,
  clock: Clock,
  {
    exclusive,
    ...options
  }: Pick<StoreOptions, 'exclusive' | 'keepsVersions' | 'onRefusedRead' | 'onTakenOver' | 'onWaiting'>,
): Promise<Store> {
  const { sampleIntervalMs } = trading
  try {
    return await openStore({
      ...placeOf({ databaseUrl, dataDir }),
      ...(exclusive && { exclusive }),
      ...options,
      sampleIntervalMs,
      now: () => clock.now(),
    })
  } catch (error) {
    throw whyNotOpened(error, { databaseUrl, dataDir, exclusive: Boolean(exclusive) })
  }
}

/** The store, held by a command as a server holds it. Rejects as `openConfiguredStore` does. */
export async function heldStore(place: Place, clock: Clock): Promise<Store> {
  try {
    return await openStore({ ...placeOf(place), exclusive: true, now: () => clock.now() })
  } catch (error) {
    if (!(error instanceof StoreInUse)) throw whyNotOpened(error, { ...place, exclusive: true })
    throw new StartError(
      `A server, or another command, uses this store: ${sayPlace(place)}. Stop it, then run this command again; "list", "export" and "verify" work beside it.`,
    )
  }
}

/**
 * The store that is there, without changing it. Null: there is none yet, or the server of this release has not opened it. Rejects
 * as `openConfiguredStore` does.
 */
export async function existingStore(config: Place & Pick<Config, 'trading'>, clock: Clock): Promise<Store | null> {
  const state = await stateOfConfiguredStore(config)
  return state === 'current' ? openConfiguredStore(config, clock, { exclusive: false }) : null
}

/** How much there is of the store. Rejects as `openConfiguredStore` does. */
export async function stateOfConfiguredStore(place: Place): ReturnType<typeof stateOfStore> {
  try {
    return await stateOfStore(placeOf(place))
  } catch (error) {
    throw whyNotOpened(error, { ...place, exclusive: false })
  }
}

/** The recorded markets of the store, for reading, beside a server too. Null: there are none. Rejects as `openConfiguredStore` does. */
export async function existingHistory(place: Place): Promise<OpenHistoryReader | null> {
  let history: OpenHistoryReader | 'old' | null
  try {
    history = await readHistory(placeOf(place))
  } catch (error) {
    throw whyNotOpened(error, { ...place, exclusive: false })
  }
  if (history !== 'old') return history
  throw new StartError(
    `The recordings at ${sayPlace(place)} have the tables of another release. Start the server of this release once, then run this command again.`,
  )
}

type Place = Pick<Config, 'databaseUrl' | 'dataDir'>

const placeOf = ({ databaseUrl, dataDir }: Place) => ({ ...(databaseUrl && { databaseUrl }), dataDir })

/** The settings that say where the store is, for people. */
export const sayPlace = ({ databaseUrl, dataDir }: Place) => (databaseUrl ? 'DATABASE_URL' : `DATA_DIR=${dataDir}`)

function whyNotOpened(error: unknown, { exclusive, ...place }: Place & { readonly exclusive: boolean }): StartError {
  const { databaseUrl, dataDir } = place
  const where = sayPlace(place)
  if (error instanceof StoreInUse && exclusive) {
    const orWait = databaseUrl ? ', or set ROLE=engine: it then waits, and takes over when the other one ends' : ''
    return new StartError(
      `Another server uses this store: ${where}. Stop it, or give this one a store of its own${orWait}.`,
    )
  }
  if (error instanceof StoreInUse) {
    return new StartError(
      `A server uses this store, and its tables are not those of this release: ${where}. Start the server of this release first.`,
    )
  }
  const unwritable = databaseUrl ? null : whyNotWritable(dataDir)
  const why = unwritable ?? (error instanceof Error ? error.message : String(error))
  const mend = unwritable === null ? '' : '. Let this user write there, or name another folder as DATA_DIR.'
  return new StartError(`The store at ${where} cannot be opened: ${why}${mend}`)
}
