import type { Order, OrderAmendment, PlacedRequest } from '../../domain/order.js'
import type { ExitsChange } from '../../domain/position.js'
import type { RefusalOf } from '../../domain/refusal.js'
import type { UnixMs } from '../../domain/units.js'
import { amendOrder as amend } from '../account/amend-order.js'
import { byOrder, executeOrder } from '../account/execute-order.js'
import type { CommitExtras, PaperAccount } from '../account/paper-account.js'
import type {
  AccountClosed,
  AccountReset,
  AmendRefusal,
  CloseRefusal,
  ExitsRefusal,
  ExitsSet,
  OrderAmended,
  OrderCancelled,
  OrderPlaced,
  OrderRefusal,
  OrdersCancelled,
  ResetRefusal,
} from '../brokerage.js'
import { closeAccount as close, resetAccount as reset } from '../account/end-account.js'
import { setExits as changeExits } from '../account/set-exits.js'
import type { Step } from '../account/step.js'
import type { Keep } from './idempotency.js'

/** Places an order of the account's owner. */
export function placeOrder(account: PaperAccount, request: PlacedRequest, keep: Keep<OrderPlaced | OrderRefusal>) {
  return account.act((step) => {
    const placed = executeOrder(step, { ...request, origin: 'CALLER', decisionId: null }, byOrder)
    if ('refused' in placed) return { idempotency: keep(() => placed) }
    return {
      idempotency: keep(({ orders, fills }) => ({
        done: 'OrderPlaced',
        order: orders.find(({ id }) => id === placed.id) ?? placed,
        fills: fills.filter(({ orderId }) => orderId === placed.id),
      })),
    }
  })
}

/** An order that is to be open, and what became of one that is not. */
export interface Wanted {
  readonly orderId: string
  readonly find: () => Promise<Order | null>
}

/** Cancels an order of the account's owner. */
export function cancelOrder(
  account: PaperAccount,
  wanted: Wanted,
  keep: Keep<OrderCancelled | RefusalOf<'OrderNotOpen'>>,
) {
  return onOpenOrder(account, wanted, keep, (step, order) => {
    const cancelled = step.cancel(order, 'Cancelled by its owner')
    return { idempotency: keep(() => ({ done: 'OrderCancelled', order: cancelled })) }
  })
}

/** Gives an open order of the account's owner another limit or quantity. */
export function amendOrder(
  account: PaperAccount,
  { amendment, ...wanted }: Wanted & { readonly amendment: OrderAmendment },
  keep: Keep<OrderAmended | AmendRefusal>,
) {
  return onOpenOrder(account, wanted, keep, (step, order) => {
    const amended = amend(step, order, amendment)
    if ('refused' in amended) return { idempotency: keep(() => amended) }
    return {
      idempotency: keep(({ fills }) => ({
        done: 'OrderAmended',
        order: amended,
        fills: fills.filter(({ orderId }) => orderId === amended.id),
      })),
    }
  })
}

/** Cancels all orders of the account that wait, or those in one symbol. */
export function cancelOrders(account: PaperAccount, symbol: string | null, keep: Keep<OrdersCancelled>) {
  return account.act((step) => {
    const open = step.openOrders().filter((order) => symbol === null || order.symbol === symbol)
    const orders = open.map((order) => step.cancel(order, 'Cancelled by its owner'))
    return { idempotency: keep(() => ({ done: 'OrdersCancelled', orders })) }
  })
}

/** Moves, sets or removes the stop and the target of a position. */
export function setExits(
  account: PaperAccount,
  wish: { readonly symbol: string; readonly change: ExitsChange },
  keep: Keep<ExitsSet | ExitsRefusal>,
) {
  return account.act((step) => {
    const set = changeExits(step, wish)
    if ('refused' in set) return { idempotency: keep(() => set) }
    return { idempotency: keep(() => ({ done: 'ExitsSet', symbol: wish.symbol, exitPlan: set.plan })) }
  })
}

/** Begins the account anew. */
export function resetAccount(
  account: PaperAccount,
  wish: { readonly nowMs: UnixMs; readonly depositUsd: number | null },
  keep: Keep<AccountReset | ResetRefusal>,
) {
  return account.act((step) => {
    const anew = reset(step, { account: account.account, ...wish })
    return { idempotency: keep(() => ('refused' in anew ? anew : { done: 'AccountReset', ...anew })) }
  })
}

/** Closes the account for good. */
export function closeAccount(account: PaperAccount, nowMs: UnixMs, keep: Keep<AccountClosed | CloseRefusal>) {
  return account.act((step) => {
    const closed = close(step, { account: account.account, nowMs })
    if ('refused' in closed) return { idempotency: keep(() => closed), discard: true }
    return { idempotency: keep(({ fills }) => ({ done: 'AccountClosed', ...closed, fills })) }
  })
}

async function onOpenOrder(
  account: PaperAccount,
  { orderId, find }: Wanted,
  keep: Keep<RefusalOf<'OrderNotOpen'>>,
  make: (step: Step, order: Order) => CommitExtras,
) {
  let isOpen = true
  await account.act((step) => {
    const order = step.openOrders().find(({ id }) => id === orderId)
    isOpen = order !== undefined
    return order ? make(step, order) : {}
  })
  if (isOpen) return
  // Only now, because what was on its way into the journal before may have filled it.
  const known = await find()
  await account.act(() => ({ idempotency: keep(() => notOpen(known)) }))
}

function notOpen(known: Order | null): RefusalOf<'OrderNotOpen'> {
  const message =
    known === null
      ? 'The account has no such order; "orders" tells those that it has'
      : `The order is ${known.status.toLowerCase()} already`
  return { refused: 'OrderNotOpen', status: known?.status ?? null, message }
}
