import { isIn, type AccountSet } from '../domain/account-set.js'
import { accountIdPattern } from './account-id.js'

/** What the holder of credentials may do. */
export interface Scopes {
  /** As they were granted, each once, in alphabetical order. */
  readonly texts: readonly string[]
  readonly readMarket: boolean
  publishTo(accountId: string): boolean
  tradeOn(accountId: string): boolean
  readonly openAccounts: boolean
  readonly administer: boolean
  /** The accounts that are visible although they are private. Everybody sees public ones. */
  readonly readable: AccountSet
  /** The accounts that `publishTo` or `tradeOn` accept. */
  readonly writable: AccountSet
}

const rights = ['publish', 'read', 'trade'] as const
type Right = (typeof rights)[number]

/** What a scope may be, for people. */
export const scopeForms =
  'market:read, account:read:<id>, account:publish:<id>, account:trade:<id> (* in place of <id>: every account), accounts:open, admin'

/** Whether the text is a scope of ours. */
export function isScope(text: string): boolean {
  return ['market:read', 'accounts:open', 'admin'].includes(text) || accountScope(text) !== null
}

/** The scopes of a token that is for one account. */
export function scopesOfAccount(accountId: string): readonly string[] {
  return [...rights.map((right) => `account:${right}:${accountId}`), 'accounts:open', 'market:read']
}

/** Reads the texts of scopes. Texts that are no scopes of ours grant nothing. */
export function scopesOf(granted: Iterable<string>): Scopes {
  const texts = [...new Set(granted)].filter(isScope).sort()
  const administer = texts.includes('admin')
  const [published, readable, traded] = rights.map((right) => (administer ? 'ALL' : accountsIn(texts, right))) as [
    AccountSet,
    AccountSet,
    AccountSet,
  ]
  return {
    texts,
    readMarket: administer || texts.includes('market:read'),
    publishTo: (accountId) => isIn(published, accountId),
    tradeOn: (accountId) => isIn(traded, accountId),
    openAccounts: administer || texts.includes('accounts:open'),
    administer,
    readable,
    writable: published === 'ALL' || traded === 'ALL' ? 'ALL' : [...new Set([...published, ...traded])].sort(),
  }
}

function accountsIn(texts: readonly string[], right: Right): AccountSet {
  const ids = texts.map(accountScope).flatMap((scope) => (scope?.right === right ? [scope.accountId] : []))
  return ids.includes('*') ? 'ALL' : ids
}

function accountScope(text: string): { readonly right: Right; readonly accountId: string } | null {
  const [, right, accountId = ''] = /^account:(read|publish|trade):(.+)$/.exec(text) ?? []
  const isForAccounts = accountId === '*' || accountIdPattern.test(accountId)
  return isForAccounts ? { right: right as Right, accountId } : null
}
