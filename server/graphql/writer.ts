import { accountIdPattern } from '../auth/account-id.js'
import type { Scopes } from '../auth/scopes.js'
import { isAnonymous } from '../auth/viewer.js'
import type { CommandKind } from '../trading/brokerage.js'
import type { GraphqlContext } from './context.js'
import { forbidden, unauthenticated } from './errors.js'
import { invalidInput } from './input-checks.js'
import { missingScope } from './missing-scope.js'

/**
 * The account that a command is for: the one that the input names, or the only one that the credentials may write to.
 * Fails unless the caller may give this command to this account.
 */
export function writerOf(context: GraphqlContext, kind: CommandKind, named: string | null | undefined): string {
  const { services, viewer } = context
  const { scopes } = viewer
  if (isAnonymous(viewer) && scopes.writable.length === 0) throw unauthenticated('A write needs a bearer token')
  const accountId = named ?? onlyAccount(context)
  if (!accountIdPattern.test(accountId)) throw invalidInput('account', 'an id: 1 to 64 of a–z, 0–9, - and _')
  const publishes = kind.startsWith('publish')
  if (!mayCommand(scopes, kind, accountId)) {
    throw missingScope(`account:${publishes ? 'publish' : 'trade'}:${accountId}`)
  }
  const opens = kind === 'openAccount' || (publishes && !services.brokerage.isOpened(accountId))
  if (opens && !scopes.openAccounts) throw missingScope('accounts:open')
  if (!refusedForAgents.includes(kind) && services.isAgentAccount(accountId)) throw ofAgent(accountId)
  return accountId
}

/** These are answered with `AgentAccount`. */
const refusedForAgents: readonly CommandKind[] = ['resetAccount', 'closeAccount', 'setAccountVisibility']

function mayCommand(scopes: Scopes, kind: CommandKind, accountId: string): boolean {
  if (kind === 'setAccountVisibility') return scopes.publishTo(accountId) || scopes.tradeOn(accountId)
  return kind.startsWith('publish') ? scopes.publishTo(accountId) : scopes.tradeOn(accountId)
}

function onlyAccount({ viewer: { scopes } }: GraphqlContext): string {
  const { writable } = scopes
  if (writable.length === 0) throw missingScope('account:trade:<id>')
  const [only, ...more] = writable === 'ALL' ? [] : writable
  if (only !== undefined && more.length === 0) return only
  const which = writable === 'ALL' ? '' : `, which is one of ${writable.slice(0, 20).join(', ')}`
  throw invalidInput('account', `given, because these credentials may write to several accounts${which}`)
}

function ofAgent(accountId: string) {
  const message = `Account "${accountId}" is for a built-in agent: nobody else may write to it.`
  return forbidden(message, `account:trade:${accountId}`)
}
