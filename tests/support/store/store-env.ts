import type { StoreHome } from './store-home.js'

/** The settings by which a server uses a store. */
export function storeEnv({ options }: StoreHome): Record<string, string> {
  const { dataDir, databaseUrl } = options
  return { DATA_DIR: dataDir, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) }
}
