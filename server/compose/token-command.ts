import { parseArgs } from 'node:util'
import { accountIdPattern } from '../auth/account-id.js'
import { isScope, scopeForms, scopesOf } from '../auth/scopes.js'
import { forAccount, type TokenWish } from '../auth/tokens.js'
import { lengths } from '../domain/limits.js'
import { msPerDay, msPerHour, msPerMinute, type UnixMs } from '../domain/units.js'
import { holdsToken } from '../lib/bearer-token.js'
import { isOneLine } from '../lib/one-line.js'
import { commandLine, shown } from './command-line.js'
import { StartError } from './start-error.js'
import { isAgentAccount } from './trading-agents.js'
import { readOrSayUsage } from './usage.js'

/** What `npm run token` is to do. */
export type TokenCommand =
  | { readonly kind: 'mint'; readonly wish: TokenWish; readonly accountId: string | null }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly id: string }

export const tokenUsage = `Usage: npm run token -- --account <id>, where the id is 1 to 64 of a–z, 0–9, - and _; for example --account my-bot
   or: npm run token -- mint --name <name> --scope <scope> [--scope <scope> …] [--expires <time>]
   or: npm run token -- mint --account <id> [--name <name>] [--expires <time>]
   or: npm run token -- list
   or: npm run token -- revoke <id of a token>
A scope is one of ${scopeForms}.
A time is a number with m, h or d, for example 30d.`

const options = {
  account: { type: 'string', multiple: true },
  name: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
  expires: { type: 'string', multiple: true },
} as const

/** Reads the arguments. Throws a `StartError` that says which argument is at fault, what is allowed and how to call it. */
export function tokenCommand(args: readonly string[], nowMs: UnixMs): TokenCommand {
  if (args.length === 0) throw new StartError(tokenUsage)
  return readOrSayUsage(tokenUsage, () => commandIn(args, nowMs))
}

function commandIn(args: readonly string[], nowMs: UnixMs): TokenCommand {
  const { values, positionals } = argumentsIn(args)
  const [kind = 'mint', ...rest] = positionals
  switch (kind) {
    case 'mint':
      if (rest.length > 0) throw wrong(`mint takes no ${shown(rest[0])}: options begin with --`)
      return minting(values, nowMs)
    case 'list':
      takesNothing(kind, values, rest)
      return { kind }
    case 'revoke':
      return { kind, id: idToRevoke(values, rest) }
    default:
      throw wrong(`${shown(kind)} is no command: there are mint, list and revoke`)
  }
}

type Values = ReturnType<typeof argumentsIn>['values']

const { wrong, parsed, single } = commandLine('token')

function argumentsIn(args: readonly string[]) {
  const allowed = 'there are --account, --name, --scope and --expires, each with a value'
  return parsed(() => parseArgs({ args: [...args], options, allowPositionals: true }), allowed)
}

function takesNothing(kind: string, values: Values, rest: readonly string[]): void {
  const [option] = Object.keys(values)
  if (option !== undefined) throw wrong(`${kind} takes no --${option}`)
  if (rest.length > 0) throw wrong(`${kind} takes no ${shown(rest[0])}`)
}

function idToRevoke(values: Values, [id, ...more]: readonly string[]): string {
  takesNothing('revoke', values, [])
  if (id === undefined) throw wrong('revoke needs the id of a token: "npm run token -- list" shows them')
  if (more.length > 0) throw wrong(`revoke takes one id, but ${shown(more[0])} came after it`)
  if (holdsToken(id)) throw wrong('this is the token itself; "npm run token -- list" shows its id')
  return id
}

function minting({ scope = [], ...values }: Values, nowMs: UnixMs): TokenCommand {
  const account = single('--account', values.account)
  const name = single('--name', values.name)
  const expires = single('--expires', values.expires)
  if (name !== null && !isName(name)) throw wrong(`--name ${shown(name)} is not ${nameForm}`)
  const expiresAtMs = expires === null ? null : nowMs + spanMs(expires)
  if (account !== null) return mintingFor(account, { name, scope, expiresAtMs })
  if (name === null) throw wrong(`--name is missing: ${nameForm}; or --account <id>, for one account`)
  if (scope.length === 0) throw wrong(`--scope is missing: one of ${scopeForms}`)
  const bad = scope.find((text) => !isScope(text))
  if (bad !== undefined) throw wrong(`--scope ${shown(bad)} is no scope: one of ${scopeForms}`)
  return { kind: 'mint', wish: { name, scopes: scopesOf(scope).texts, expiresAtMs }, accountId: null }
}

interface ForAccount {
  readonly name: string | null
  readonly scope: readonly string[]
  readonly expiresAtMs: UnixMs | null
}

function mintingFor(account: string, { name, scope, expiresAtMs }: ForAccount): TokenCommand {
  if (!accountIdPattern.test(account))
    throw wrong(`--account ${shown(account)} is no id of an account: 1 to 64 of a–z, 0–9, - and _`)
  if (scope.length > 0) throw wrong('--scope cannot be used with --account, which allows everything of its account')
  if (isAgentAccount(account))
    throw wrong(`"${account}" is the account of a built-in agent, which nobody else may trade: use another id`)
  const wish = { ...forAccount(account), ...(name !== null && { name }), expiresAtMs }
  return { kind: 'mint', wish, accountId: account }
}

const nameForm = `one line of 1 to ${lengths.name[1]} characters without a token`

function isName(text: string): boolean {
  return isOneLine(text) && [...text].length <= lengths.name[1] && !holdsToken(text)
}

const unitsMs: Readonly<Record<string, number>> = { m: msPerMinute, h: msPerHour, d: msPerDay }

function spanMs(text: string): number {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ms = Number(count) * (unitsMs[unit] ?? NaN)
  if (ms > 0) return ms
  throw wrong(`--expires ${shown(text)} is no time: a whole number from 1 to 99999 with m, h or d, for example 30d`)
}
