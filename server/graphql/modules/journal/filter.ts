import type { DecisionAction, DecisionOutcome } from '../../../domain/decision.js'
import { distinct } from '../../../domain/distinct.js'
import { namesAre } from '../../../domain/instrument-name.js'
import { lengths, maxFilterCombinations } from '../../../domain/limits.js'
import type { OrderStatus } from '../../../domain/order.js'
import { isOneLine } from '../../../lib/one-line.js'
import type { DecisionFilter, OrderFilter } from '../../../storage/journal.js'
import { accountArg, type KnownAccounts } from '../../arguments.js'
import { apiError } from '../../errors.js'

/** The arguments that filter records. Each field has some of them. */
export interface FilterArgs {
  readonly account?: readonly string[] | null
  readonly symbol?: readonly string[] | null
  readonly action?: readonly DecisionAction[] | null
  readonly outcome?: readonly DecisionOutcome[] | null
  readonly status?: readonly OrderStatus[] | null
}

/** Throws UNKNOWN_ACCOUNT, UNKNOWN_SYMBOL or OUT_OF_RANGE. */
export function filterOf(
  accounts: KnownAccounts,
  { account, symbol, action, outcome, status }: FilterArgs,
): DecisionFilter & OrderFilter {
  const ids = account == null ? null : distinct(account)
  const filter = {
    ...(symbol != null && { symbol: distinct(symbol.map(symbolArg)) }),
    ...(action != null && { action: distinct(action) }),
    ...(outcome != null && { outcome: distinct(outcome) }),
    ...(status != null && { status: distinct(status) }),
  }
  checkCombinations({ ...(ids && { account: ids }), ...filter })
  return { ...filter, ...(ids && { accountId: ids.map((id) => accountArg(accounts, id)) }) }
}

/** Bots that keep their own books choose names of their own. So any text passes that a record may have. */
function symbolArg(symbol: string): string {
  const [min, max] = lengths.symbol
  const { length } = [...symbol]
  if (length >= min && length <= max && isOneLine(symbol)) return symbol
  const shown = JSON.stringify(symbol.slice(0, max))
  const text = `a text of ${min} to ${max} characters on one line`
  const message = `Argument "symbol": ${shown} cannot be a symbol, which is ${text}; ${namesAre}.`
  throw apiError('UNKNOWN_SYMBOL', message, { argument: 'symbol', allowed: { text } })
}

/** The store looks up each combination of values by itself, so their number is limited. */
function checkCombinations(lists: Readonly<Record<string, readonly unknown[]>>): void {
  const counts = Object.entries(lists).map(([argument, { length }]) => ({ argument, length }))
  const combinations = counts.reduce((product, { length }) => product * length, 1)
  if (combinations <= maxFilterCombinations) return
  const { argument, length } = counts.reduce((longest, one) => (one.length > longest.length ? one : longest))
  const others = counts.filter((one) => one.argument !== argument && one.length > 1)
  const times = others.map((one) => `, times ${one.length} of "${one.argument}"`).join('')
  throw apiError(
    'OUT_OF_RANGE',
    `Argument "${argument}": ${length} values${times} are ${combinations} combinations; ask for at most ${maxFilterCombinations} at a time, or leave the argument out for all.`,
    { argument, allowed: { max: maxFilterCombinations } },
  )
}
