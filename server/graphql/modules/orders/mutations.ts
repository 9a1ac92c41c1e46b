import { lengths } from '../../../domain/limits.js'
import type {
  AmendOrderInput,
  CancelOrderInput,
  CancelOrdersInput,
  Resolvers,
  SetExitsInput,
} from '../../generated/resolver-types.js'
import { lineInput } from '../../input-checks.js'
import { mutation } from '../../mutation.js'
import { unionMember } from '../../union-member.js'
import { exitsChange, orderAmendment, orderRequest } from './order-input.js'

export const orderMutations: Resolvers = {
  Mutation: {
    placeOrder: mutation('placeOrder', orderRequest),
    cancelOrder: mutation('cancelOrder', ({ orderId }: CancelOrderInput) => ({ orderId })),
    cancelOrders: mutation('cancelOrders', ({ symbol }: CancelOrdersInput) => ({
      symbol: symbol == null ? null : lineInput('symbol', symbol, lengths.symbol),
    })),
    amendOrder: mutation('amendOrder', (input: AmendOrderInput) => ({
      orderId: input.orderId,
      amendment: orderAmendment(input),
    })),
    setExits: mutation(
      'setExits',
      (input: SetExitsInput) => ({
        symbol: lineInput('symbol', input.symbol, lengths.symbol),
        change: exitsChange(input),
      }),
      // Null removes an exit, and left out keeps it. So these are two different requests.
      (input) => [input.symbol, exitsChange(input)],
    ),
  },
  PlaceOrderResult: unionMember,
  CancelOrderResult: unionMember,
  CancelOrdersResult: unionMember,
  AmendOrderResult: unionMember,
  SetExitsResult: unionMember,
}
