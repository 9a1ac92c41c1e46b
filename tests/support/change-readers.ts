import type { Asker } from '../../server/lib/asker.js'
import type { AccountReader } from '../../server/trading/account-reader.js'
import type { TestServer } from './start-server.js'

/** Has every reader of accounts do something else from now on. Answers how to undo it. */
export function changeReaders(
  { app }: TestServer,
  change: (reader: AccountReader, asker: Asker | undefined) => Partial<AccountReader>,
): () => void {
  const { live } = app.services
  const original = live.accountsFor
  live.accountsFor = (readable, asker) => {
    const reader = original(readable, asker)
    const changed = change(reader, asker)
    return new Proxy(reader, {
      get(_, name) {
        const value: unknown = Reflect.get(changed, name) ?? Reflect.get(reader, name, reader)
        return typeof value === 'function' ? (value.bind(reader) as unknown) : value
      },
    })
  }
  return () => (live.accountsFor = original)
}
