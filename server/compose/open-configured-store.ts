import type { Config } from '../config/config.js'
import type { Clock } from '../lib/clock.js'
import { whyNotWritable } from '../lib/writable-folder.js'
import { openStore, type Store, type StoreOptions } from '../storage/open-store.js'
import { StoreInUse } from '../storage/store-lease.js'
import { StartError } from './start-error.js'

/**
 * Opens the store that the configuration names. `exclusive`: for a server. Rejects with a `StartError` that says why it
 * cannot.
 */
export async function openConfiguredStore(
  { databaseUrl, dataDir, trading }: Pick<Config, 'databaseUrl' | 'dataDir' | 'trading'>,
  clock: Clock,
  { exclusive, onRefusedRead }: Pick<StoreOptions, 'exclusive' | 'onRefusedRead'>,
): Promise<Store> {
  const { sampleIntervalMs } = trading
  try {
    return await openStore({
      ...(databaseUrl && { databaseUrl }),
      ...(exclusive && { exclusive }),
      ...(onRefusedRead && { onRefusedRead }),
      dataDir,
      sampleIntervalMs,
      now: () => clock.now(),
    })
  } catch (error) {
    const where = databaseUrl ? 'DATABASE_URL' : `DATA_DIR=${dataDir}`
    if (error instanceof StoreInUse && exclusive) {
      throw new StartError(`Another server uses this store: ${where}. Stop it, or give this one a store of its own.`)
    }
    if (error instanceof StoreInUse) {
      throw new StartError(
        `A server uses this store, and its tables are not those of this release: ${where}. Start the server of this release first.`,
      )
    }
    const unwritable = databaseUrl ? null : whyNotWritable(dataDir)
    const why = unwritable ?? (error instanceof Error ? error.message : String(error))
    const mend = unwritable === null ? '' : '. Let this user write there, or name another folder as DATA_DIR.'
    throw new StartError(`The store at ${where} cannot be opened: ${why}${mend}`)
  }
}
