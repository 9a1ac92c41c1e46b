import type { AccountReader } from '../../server/trading/account-reader.js'
import type { TestServer } from './start-server.js'

/** Has every reader of accounts do something else from now on. Answers how to undo it. */
export function changeReaders(
  { app: { services } }: TestServer,
  change: (reader: AccountReader) => Partial<AccountReader>,
): () => void {
  const original = services.accountsFor
  services.accountsFor = (audience, asker) => {
    const reader = original(audience, asker)
    return { ...reader, ...change(reader) }
  }
  return () => (services.accountsFor = original)
}
