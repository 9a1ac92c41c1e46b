import type { GraphQLError } from 'graphql'
import { isClosed } from '../domain/account.js'
import { distinct } from '../domain/distinct.js'
import { expiryLabel } from '../domain/instrument.js'
import { ranges } from '../domain/limits.js'
import { msPerDay, type UnixMs } from '../domain/units.js'
import { iso } from '../lib/iso.js'
import { sayNumber } from '../lib/say-number.js'
import type { Market } from '../market/market.js'
import type { AccountReader } from '../trading/account-reader.js'
import { apiError } from './errors.js'

/** Checks of arguments that the schema's types cannot express. Each throws an `apiError` that says what is allowed. */

export function currencyArg(market: Market, currency: string): string {
  const allowed = market.feedStatus().currencies
  if (allowed.includes(currency)) return currency
  throw apiError(
    'UNKNOWN_CURRENCY',
    `Argument "currency": "${currency}" is unknown; use one of ${allowed.join(', ')}.`,
    {
      argument: 'currency',
      allowed: { values: allowed },
    },
  )
}

/** The currency if the feed carries it. */
export function carried(market: Market, currency: string | undefined): string | null {
  return market.feedStatus().currencies.find((one) => one === currency) ?? null
}

/** The expiry that the caller named, by its time or by its day in UTC. Throws when it is not listed. */
export function listedExpiry(
  market: Market,
  currency: string,
  expiryMs: UnixMs,
  argument: 'expiry' | 'expiries' = 'expiry',
): UnixMs {
  const listed = market.expiries(currency)
  const found = listed.find((one) => one === expiryMs || one - (one % msPerDay) === expiryMs)
  if (found !== undefined) return found
  throw unknownExpiry(currency, listed, argument, expiryMs)
}

/** Throws when no options are listed. */
export function requireListing(market: Market, currency: string): void {
  if (market.expiries(currency).length === 0) throw unknownExpiry(currency, [], 'expiry')
}

function unknownExpiry(
  currency: string,
  listed: readonly UnixMs[],
  argument: 'expiry' | 'expiries',
  expiryMs: UnixMs = 0,
): GraphQLError {
  const allowed = listed.map(iso)
  const wanted = iso(expiryMs)
  return apiError(
    'UNKNOWN_EXPIRY',
    allowed.length === 0
      ? `Argument "${argument}": no ${currency} options are listed at present; try again when the feed has delivered.`
      : `Argument "${argument}": no ${currency} options expire at ${wanted}; use one of ${listed.map(expiryLabel).join(', ')}, or write the day or time as ${allowed[0]?.slice(0, 10)} or ${allowed[0]}.`,
    { argument, allowed: { values: allowed } },
  )
}

/** An error names at most this many accounts. */
const accountsNamed = 20

export type KnownAccounts = Pick<AccountReader, 'accounts' | 'account' | 'expected' | 'pastMs'>

/** The account that the caller named, or the first open one. */
export function accountArg(accounts: KnownAccounts, id: string | null | undefined): string {
  const chosen = id ?? firstOpen(accounts)
  const found = chosen === undefined ? null : accounts.account(chosen)
  // Not the text of the caller, which may be kept for long.
  if (found) return found.id
  const ids = accounts.accounts().map((account) => account.id)
  const message = `Argument "account": ${whyUnknown(accounts, chosen, ids)}.`
  throw apiError('UNKNOWN_ACCOUNT', message, { argument: 'account', allowed: { values: ids.slice(0, accountsNamed) } })
}

function whyUnknown(accounts: KnownAccounts, chosen: string | undefined, ids: readonly string[]): string {
  const expected = accounts.expected()
  if (expected.length > 0 && (chosen === undefined || expected.includes(chosen)))
    return `the accounts of the agents (${expected.join(', ')}) are being prepared; they are there within seconds, and "status { warmUp { progressPct } }" says how far this is`
  const then = accounts.pastMs === null ? null : iso(accounts.pastMs)
  if (ids.length === 0) {
    return then === null
      ? 'there is no account yet; name an agent in AGENTS, or open one with "openAccount"'
      : `nothing is known of any account at ${then}; ask for a later time`
  }
  const more = ids.length > accountsNamed ? ` or ${ids.length - accountsNamed} more of "accounts"` : ''
  const missing = then === null ? 'does not exist' : `did not exist at ${then}`
  return `"${chosen}" ${missing}; use one of ${ids.slice(0, accountsNamed).join(', ')}${more}`
}

function firstOpen(accounts: KnownAccounts): string | undefined {
  const all = accounts.accounts()
  return (all.find((account) => !isClosed(account)) ?? all[0])?.id
}

/** The span that the caller named. It is open where an end was left out. */
export function spanArgs(fromMs: UnixMs | null = null, toMs: UnixMs | null = null) {
  if (fromMs === null || toMs === null || fromMs <= toMs) return { fromMs, toMs }
  const [from, to] = [iso(fromMs), iso(toMs)]
  throw apiError('OUT_OF_RANGE', `Arguments "from" and "to": ${from} is after ${to}; "from" must come first.`, {
    argument: 'from',
    allowed: { max: to },
  })
}

export function rangeArg(argument: string, value: number, [min, max]: readonly [number, number]): number {
  if (value >= min && value <= max) return value
  throw apiError(
    'OUT_OF_RANGE',
    `Argument "${argument}": ${value} is out of range; use ${sayNumber(min)} to ${sayNumber(max)}.`,
    {
      argument,
      allowed: { min, max },
    },
  )
}

/** The argument of every state stream. */
export function intervalArg({ minIntervalMs }: { readonly minIntervalMs: number }): number {
  return rangeArg('minIntervalMs', minIntervalMs, ranges.intervalMs)
}

/** The distinct values of a list, at most `max` of them. */
export function distinctArg<T>(argument: string, values: readonly T[], [min, max]: readonly [number, number]): T[] {
  const found = distinct(values)
  if (found.length <= max) return found
  throw apiError('OUT_OF_RANGE', `Argument "${argument}": ${found.length} are too many; name at most ${max}.`, {
    argument,
    allowed: { min, max },
  })
}
