import { parseArgs } from 'node:util'
import { accountIdPattern } from '../auth/account-id.js'
import { isScope, scopeForms, scopesOf } from '../auth/scopes.js'
import { forAccount, type TokenWish } from '../auth/tokens.js'
import { lengths } from '../domain/limits.js'
import { msPerDay, msPerHour, msPerMinute, type UnixMs } from '../domain/units.js'
import { holdsToken } from '../lib/bearer-token.js'
import { isOneLine } from '../lib/one-line.js'
import { StartError } from './start-error.js'
import { isAgentAccount } from './trading-agents.js'

/** What `npm run token` is to do. */
export type TokenCommand =
  | { readonly kind: 'mint'; readonly wish: TokenWish; readonly accountId: string | null }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly id: string }

const tokenUsage = `Usage: npm run token -- --account <id>, where the id is 1 to 64 of a–z, 0–9, - and _; for example --account my-bot
   or: npm run token -- mint --name <name> --scope <scope> [--scope <scope> …] [--expires <time>]
   or: npm run token -- mint --account <id> [--name <name>] [--expires <time>]
   or: npm run token -- list
   or: npm run token -- revoke <id of a token>
A scope is one of ${scopeForms}.
A time is a number with m, h or d, for example 30d.`

const options = {
  account: { type: 'string' },
  name: { type: 'string' },
  scope: { type: 'string', multiple: true },
  expires: { type: 'string' },
} as const

/** Reads the arguments. Throws a `StartError` that says how to call it, or why it cannot be done. */
export function tokenCommand(args: readonly string[], nowMs: UnixMs): TokenCommand {
  const { values, positionals } = argumentsIn(args)
  const [kind = 'mint', id, ...more] = positionals
  const isBare = Object.keys(values).length === 0
  if (kind === 'list' && isBare && id === undefined) return { kind }
  if (kind === 'revoke' && isBare && id !== undefined && more.length === 0) {
    if (holdsToken(id)) throw new StartError('This is the token itself; "npm run token -- list" shows its id')
    return { kind, id }
  }
  if (kind === 'mint' && id === undefined) return minting(values, nowMs)
  throw new StartError(tokenUsage)
}

type Values = ReturnType<typeof argumentsIn>['values']

function argumentsIn(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new StartError(tokenUsage)
  }
}

function minting({ account, name, scope = [], expires }: Values, nowMs: UnixMs): TokenCommand {
  const expiresAtMs = expires === undefined ? null : nowMs + spanMs(expires)
  if (account === undefined) {
    if (name === undefined || !isName(name) || scope.length === 0 || !scope.every(isScope)) {
      throw new StartError(tokenUsage)
    }
    return { kind: 'mint', wish: { name, scopes: scopesOf(scope).texts, expiresAtMs }, accountId: null }
  }
  if (scope.length > 0 || !accountIdPattern.test(account) || (name !== undefined && !isName(name))) {
    throw new StartError(tokenUsage)
  }
  if (isAgentAccount(account)) {
    throw new StartError(`"${account}" is the account of a built-in agent, which nobody else may trade: use another id`)
  }
  const wish = { ...forAccount(account), ...(name !== undefined && { name }), expiresAtMs }
  return { kind: 'mint', wish, accountId: account }
}

function isName(text: string): boolean {
  return isOneLine(text) && [...text].length <= lengths.name[1] && !holdsToken(text)
}

const unitsMs: Readonly<Record<string, number>> = { m: msPerMinute, h: msPerHour, d: msPerDay }

function spanMs(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * (unitsMs[unit] ?? NaN)
  if (ms > 0) return ms
  throw new StartError(tokenUsage)
}
