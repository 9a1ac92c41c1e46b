import type { Account } from '../../domain/account.js'
import type { RefusalOf } from '../../domain/refusal.js'
import type { Accounts } from '../accounts.js'
import type { CommandKind, CommandOf } from '../brokerage.js'

type Wrong = RefusalOf<'WrongAccountKind'>

/** Why an account cannot carry out a command. Null when it can, or when the command opens it. */
export function wrongKind(accounts: Accounts, { kind, accountId }: CommandOf<CommandKind>): Wrong | null {
  const known = accounts.known(accountId)
  const wanted = wantedKind(kind, known)
  const isNew = known === null && !accounts.isUnreadable(accountId)
  if (accounts.get(accountId)?.account.kind === wanted) return null
  if (kind === 'openAccount' ? isNew || known !== null : isNew && wanted === 'PUBLISHED') return null
  const accountKind = known?.kind ?? null
  const message = accounts.isUnreadable(accountId) ? unreadable : wordsOf(known, wanted)
  return { refused: 'WrongAccountKind', accountKind, message }
}

function wantedKind(kind: CommandKind, known: Account | null): Account['kind'] {
  if (kind === 'setAccountVisibility' && known) return known.kind
  return kind.startsWith('publish') ? 'PUBLISHED' : 'PAPER'
}

const unreadable = 'What is stored of the account of this token cannot be read: the log of the server says why'

function wordsOf(account: Account | null, wanted: Account['kind']): string {
  if (account?.kind === wanted)
    return `The account of this token trades in the prices of ${account.source}, which this server does not have`
  const is = account ? `is a ${account.kind.toLowerCase()} account` : 'was never opened'
  const fix = account ? 'use the token of another' : 'open it with "openAccount"'
  return `The account of this token ${is}; this takes a ${wanted.toLowerCase()} one: ${fix}`
}

/** Why everybody may not see an account under its name. Null when it looks like none of the names that others have. */
export function nameTaken(
  accounts: Accounts,
  { id, name, kind }: Pick<Account, 'id' | 'name'> & { readonly kind: CommandKind },
): RefusalOf<'NameTaken'> | null {
  const looksLike = accounts.nameLike(name, id)
  if (looksLike === null) return null
  const fix = kind.startsWith('publish') ? 'publish to an account with another id' : 'choose another name'
  const message = `The name "${name}" would be taken for "${looksLike}", which is in use: ${fix}`
  return { refused: 'NameTaken', looksLike, message }
}

export function accountIsClosed({ id, closedAtMs = 0 }: Account): RefusalOf<'AccountIsClosed'> {
  const message = `The account "${id}" was closed at ${new Date(closedAtMs).toISOString()}, for good: use another id`
  return { refused: 'AccountIsClosed', closedAt: closedAtMs, message }
}
