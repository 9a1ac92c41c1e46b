import type { Account } from '../../domain/account.js'
import { maxResets } from '../../domain/limits.js'
import type { Order } from '../../domain/order.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { msPerHour, type UnixMs } from '../../domain/units.js'
import { closingSide } from '../engine/ledger.js'
import { byOrder, executeOrder } from './execute-order.js'
import { marketTerms, type Step } from './step.js'

/** Whose account it is, as it is now, and when that is by our clock. */
export interface Ending {
  readonly account: Account
  readonly nowMs: UnixMs
}

interface Ended {
  readonly account: Account
  /** The waiting orders that were cancelled. */
  readonly orders: readonly Order[]
}

/**
 * Begins the books anew: cancels waiting orders, and drops positions without a trade. The journal keeps what was before.
 * `depositUsd` null: the same deposit as before.
 */
export function resetAccount(
  step: Step,
  { account, nowMs, depositUsd }: Ending & { readonly depositUsd: number | null },
): (Ended & { readonly droppedSymbols: readonly string[] }) | RefusalOf<'AgentAccount' | 'TooManyResets'> {
  const { resets = 0, recentResetsMs = [] } = account
  const recent = recentResetsMs.filter((resetMs) => resetMs <= nowMs && nowMs - resetMs < msPerHour)
  const [oldest] = recent
  if (account.agent !== null) return ofAgent(account.agent)
  if (oldest !== undefined && recent.length >= maxResets) {
    const message = `The account was reset ${maxResets} times within an hour`
    return { refused: 'TooManyResets', most: maxResets, again: oldest + msPerHour, message }
  }
  const orders = cancelAll(step, 'The account was reset')
  const droppedSymbols = step.ledger.positions.map(({ symbol }) => symbol)
  const anew = { ...account, hasTraded: false, resets: resets + 1, recentResetsMs: [...recent, nowMs] }
  step.beginAnew(anew, depositUsd ?? step.ledger.netDepositsUsd)
  return { account: anew, orders, droppedSymbols }
}

/** Closes the account for good: cancels waiting orders and closes all positions at their quotes, or does nothing at all. */
export function closeAccount(
  step: Step,
  { account, nowMs }: Ending,
): Ended | RefusalOf<'AgentAccount' | 'PositionsLeft'> {
  if (account.agent !== null) return ofAgent(account.agent)
  const orders = cancelAll(step, 'The account was closed')
  const left = step.ledger.positions.flatMap(({ symbol, side, quantityCoin, leverage }) => {
    const terms = { symbol, side: closingSide(side), quantityCoin, leverage, reduceOnly: true }
    const closing = executeOrder(step, marketTerms({ ...terms, origin: 'CALLER', timeInForce: 'FOK' }), byOrder)
    return 'refused' in closing ? [{ symbol, why: closing.message }] : []
  })
  if (left.length > 0) {
    const message = `These positions cannot be closed now: ${left.map(({ symbol, why }) => `${symbol} (${why})`).join(', ')}`
    return { refused: 'PositionsLeft', symbols: left.map(({ symbol }) => symbol), message }
  }
  const closed = { ...account, closedAtMs: nowMs }
  step.close(closed)
  return { account: closed, orders }
}

function cancelAll(step: Step, why: string): readonly Order[] {
  return step.openOrders().map((order) => step.cancel(order, why))
}

export function ofAgent(agent: string): RefusalOf<'AgentAccount'> {
  return { refused: 'AgentAccount', agent, message: `The account belongs to the agent ${agent}` }
}
