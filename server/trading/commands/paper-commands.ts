import type { Order, OrderRequest } from '../../domain/order.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { byOrder, executeOrder } from '../account/execute-order.js'
import type { PaperAccount } from '../account/paper-account.js'
import type { OrderCancelled, OrderPlaced, OrderRefusal } from '../brokerage.js'
import type { Keep } from './idempotency.js'

/** Places an order of the account's owner. */
export function placeOrder(account: PaperAccount, request: OrderRequest, keep: Keep<OrderPlaced | OrderRefusal>) {
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

/** Cancels an order of the account's owner. `find` tells what became of one that is not open. */
export async function cancelOrder(
  account: PaperAccount,
  { orderId, find }: { readonly orderId: string; readonly find: () => Promise<Order | null> },
  keep: Keep<OrderCancelled | RefusalOf<'OrderNotOpen'>>,
) {
  let isOpen = true
  await account.act((step) => {
    const order = step.openOrders().find(({ id }) => id === orderId)
    isOpen = order !== undefined
    if (!order) return {}
    const cancelled = step.cancel(order, 'Cancelled by its owner')
    return { idempotency: keep(() => ({ done: 'OrderCancelled', order: cancelled })) }
  })
  if (isOpen) return
  // Only now, because what was on its way into the journal before may have filled it.
  const known = await find()
  await account.act(() => ({ idempotency: keep(() => notOpen(orderId, known)) }))
}

function notOpen(orderId: string, known: Order | null): RefusalOf<'OrderNotOpen'> {
  const message =
    known === null ? `The account has no order "${orderId}"` : `The order is ${known.status.toLowerCase()} already`
  return { refused: 'OrderNotOpen', status: known?.status ?? null, message }
}
