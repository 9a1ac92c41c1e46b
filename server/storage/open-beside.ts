import type { DatabaseEngine, OpenDatabase } from './open-database.js'
import { StoreInUse, type StoreLease } from './store-lease.js'

/** Opens a store that a server may have. Tables that are not up to date are brought there under the lease, which is given back. */
export async function openBeside(
  engine: Pick<DatabaseEngine, 'isUpToDate'>,
  open: () => Promise<OpenDatabase>,
  takeLease: () => Promise<StoreLease>,
): Promise<OpenDatabase> {
  if (await engine.isUpToDate()) return open()
  try {
    await using _lease = await takeLease()
    return await open()
  } catch (error) {
    // Whoever has the store may have brought its tables up to date meanwhile.
    if (error instanceof StoreInUse && (await engine.isUpToDate())) return open()
    throw error
  }
}
