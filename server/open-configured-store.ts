import type { Config } from './config/config.js'
import type { Clock } from './lib/clock.js'
import { StartError } from './start-error.js'
import type { Store } from './storage/open-store.js'
import { openStore } from './storage/open-store.js'

/** The store that the configuration names. Rejects with a `StartError` that says why it cannot be opened. */
export async function openConfiguredStore(
  { databaseUrl, dataDir, trading }: Pick<Config, 'databaseUrl' | 'dataDir' | 'trading'>,
  clock: Clock,
): Promise<Store> {
  const { sampleIntervalMs } = trading
  try {
    return await openStore({ ...(databaseUrl && { databaseUrl }), dataDir, sampleIntervalMs, now: () => clock.now() })
  } catch (error) {
    const where = databaseUrl ? 'DATABASE_URL' : `DATA_DIR=${dataDir}`
    throw new StartError(
      `The store at ${where} cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
