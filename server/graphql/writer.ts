import { accountIdPattern } from '../auth/account-id.js'
import { isAnonymous } from '../auth/viewer.js'
import { isIn } from '../domain/account-set.js'
import { holdsToken } from '../lib/bearer-token.js'
import type { CommandKind } from '../trading/brokerage.js'
import type { GraphqlContext } from './context.js'
import { forbidden, minting, unauthenticated } from './errors.js'
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
  if (!accountIdPattern.test(accountId) || holdsToken(accountId))
    throw invalidInput('account', 'an id: 1 to 64 of a–z, 0–9, - and _')
  const lacking = lackingScope(context, kind, accountId)
  // No token is made for such an account.
  const isRefused = lacking !== undefined || !refusedForAgents.includes(kind)
  if (isRefused && services.isAgentAccount(accountId)) throw ofAgent(accountId)
  if (lacking !== undefined)
    throw missingScope(lacking, {
      command: minting.forAccount(accountId),
      ...(named != null && { argument: accountField }),
    })
  return accountId
}

const accountField = 'input.account'

/** These are answered with `AgentAccount`. */
const refusedForAgents: readonly CommandKind[] = ['resetAccount', 'closeAccount', 'setAccountVisibility']

/** The first scope that the command needs and the caller does not have. */
function lackingScope({ services, viewer: { scopes } }: GraphqlContext, kind: CommandKind, accountId: string) {
  const { publishTo, tradeOn } = scopes
  const accountKind = services.brokerage.kindOf(accountId)
  const publishes = kind.startsWith('publish')
  const publish = { scope: `account:publish:${accountId}`, isHeld: publishTo(accountId) }
  const trade = { scope: `account:trade:${accountId}`, isHeld: tradeOn(accountId) }
  if (kind === 'setAccountVisibility') {
    // Who could make public what they may not read could read it then. This comes first: the rest tells the kind.
    if (!isIn(scopes.readable, accountId)) return `account:read:${accountId}`
    const either = { scope: trade.scope, isHeld: trade.isHeld || publish.isHeld }
    return lackingOf([{ PAPER: trade, PUBLISHED: publish, none: either }[accountKind ?? 'none']])
  }
  const opens = kind === 'openAccount' || (publishes && accountKind === null)
  const open = { scope: 'accounts:open', isHeld: !opens || scopes.openAccounts }
  return lackingOf([publishes ? publish : trade, open])
}

function lackingOf(needed: readonly { readonly scope: string; readonly isHeld: boolean }[]): string | undefined {
  return needed.find(({ isHeld }) => !isHeld)?.scope
}

function onlyAccount({ viewer: { scopes } }: GraphqlContext): string {
  const { writable } = scopes
  if (writable.length === 0) throw missingScope('account:trade:<id>', { command: minting.forAccount('<id>') })
  const [only, ...more] = writable === 'ALL' ? [] : writable
  if (only !== undefined && more.length === 0) return only
  const which = writable === 'ALL' ? 'every account' : writable.slice(0, 20).join(', ')
  throw invalidInput('account', `the id of one account: these credentials may write to several (${which})`)
}

function ofAgent(accountId: string) {
  const message = `Account "${accountId}" is for a built-in agent, and nobody else may write to it: name another account.`
  return forbidden(message, { argument: accountField })
}
