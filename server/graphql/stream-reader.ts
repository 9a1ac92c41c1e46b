import type { StreamReader } from '../fanout/live-source.js'
import type { AccountReader } from '../trading/account-reader.js'
import { accountArg, type KnownAccounts } from './arguments.js'

/** The reader of a stream of these accounts. Any of them may become private. */
export function streamReader(
  accounts: KnownAccounts & Pick<AccountReader, 'audience'>,
  accountIds: readonly string[],
): StreamReader {
  return {
    audience: () => accounts.audience().name,
    check: () => accountIds.forEach((id) => accountArg(accounts, id)),
  }
}
