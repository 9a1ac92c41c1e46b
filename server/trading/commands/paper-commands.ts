import type { Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { RefusalOf } from '../../domain/refusal.js'
import type { UnixMs } from '../../domain/units.js'
import { amendOrder } from '../account/amend-order.js'
import { closeAccount, resetAccount } from '../account/end-account.js'
import { byOrder, executeOrder } from '../account/execute-order.js'
import { setExits } from '../account/set-exits.js'
import type { Step } from '../account/step.js'
import type { Wishes } from '../brokerage.js'
import type { Drafts } from './outcome.js'

export type PaperKind = Exclude<keyof Wishes, 'openAccount' | 'setAccountVisibility' | `publish${string}`>

/** What a command finds of its paper account. */
interface Asked {
  readonly account: Account
  /** Begins with the books as they are now and gathers what the command does. A refusal drops it. */
  readonly step: Step
  /** The order that the command names, open or not. Null when it names none, or one of another account. */
  readonly order: Order | null
  /** Our clock. */
  readonly nowMs: UnixMs
}

type PaperCommands = { readonly [K in PaperKind]: (asked: Asked, wish: Wishes[K]) => Drafts[K] }

const cancelReason = 'Cancelled by its owner'

/** What each command does to a paper account. */
export const paperCommands: PaperCommands = {
  placeOrder({ step }, request) {
    const order = executeOrder(step, { ...request, origin: 'CALLER', decisionId: null }, byOrder)
    return 'refused' in order ? order : { done: 'OrderPlaced', order, fills: step.fills }
  },
  cancelOrder({ step, order }) {
    if (order?.status !== 'OPEN') return notOpen(order)
    return { done: 'OrderCancelled', order: step.cancel(order, cancelReason) }
  },
  cancelOrders({ step }, { symbol }) {
    const open = step.openOrders().filter((order) => symbol === null || order.symbol === symbol)
    return { done: 'OrdersCancelled', orders: open.map((order) => step.cancel(order, cancelReason)) }
  },
  amendOrder({ step, order }, { amendment }) {
    if (order?.status !== 'OPEN') return notOpen(order)
    const amended = amendOrder(step, order, amendment)
    return 'refused' in amended ? amended : { done: 'OrderAmended', order: amended, fills: step.fills }
  },
  setExits({ step }, { symbol, change }) {
    const set = setExits(step, { symbol, change })
    return 'refused' in set ? set : { done: 'ExitsSet', symbol, exitPlan: set.plan }
  },
  resetAccount(asked, { depositUsd }) {
    const anew = resetAccount(asked.step, { ...asked, depositUsd })
    return 'refused' in anew ? anew : { done: 'AccountReset', ...anew }
  },
  closeAccount(asked) {
    const closed = closeAccount(asked.step, asked)
    return 'refused' in closed ? closed : { done: 'AccountClosed', ...closed, fills: asked.step.fills }
  },
}

function notOpen(known: Order | null): RefusalOf<'OrderNotOpen'> {
  const message =
    known === null
      ? 'The account has no such order; "orders" tells those that it has'
      : `The order is ${known.status.toLowerCase()} already`
  return { refused: 'OrderNotOpen', status: known?.status ?? null, message }
}
