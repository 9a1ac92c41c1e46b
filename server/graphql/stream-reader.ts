import type { StreamReader } from '../fanout/live-source.js'
import type { AccountReader } from '../trading/account-reader.js'
import { accountArg } from './arguments.js'

/** The reader of a stream of these accounts. Any of them may become private. */
export function streamReader(
  accounts: Pick<AccountReader, 'accounts' | 'account' | 'expected' | 'audience'>,
  accountIds: readonly string[],
): StreamReader {
  return {
    audience: () => accounts.audience().name,
    check: () => accountIds.forEach((id) => accountArg(accounts, id)),
  }
}
