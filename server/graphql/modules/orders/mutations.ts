import { lengths } from '../../../domain/limits.js'
import type { Resolvers } from '../../generated/resolver-types.js'
import { lineInput } from '../../input-checks.js'
import { ownerCall } from '../../owner-call.js'
import { unionMember } from '../../union-member.js'
import { exitsChange, orderAmendment, orderRequest } from './order-input.js'

export const orderMutations: Resolvers = {
  Mutation: {
    placeOrder: async (_root, { input }, context) => {
      const call = await ownerCall('placeOrder', input, context)
      return context.services.brokerage.placeOrder(call, orderRequest(input))
    },
    cancelOrder: async (_root, { input }, context) => {
      const call = await ownerCall('cancelOrder', input, context)
      return context.services.brokerage.cancelOrder(call, input.orderId)
    },
    cancelOrders: async (_root, { input }, context) => {
      const call = await ownerCall('cancelOrders', input, context)
      const symbol = input.symbol == null ? null : lineInput('symbol', input.symbol, lengths.symbol)
      return context.services.brokerage.cancelOrders(call, symbol)
    },
    amendOrder: async (_root, { input }, context) => {
      const call = await ownerCall('amendOrder', input, context)
      return context.services.brokerage.amendOrder(call, { orderId: input.orderId, amendment: orderAmendment(input) })
    },
    setExits: async (_root, { input }, context) => {
      // A null removes an exit, and what is left out stays: these are two requests.
      const call = await ownerCall('setExits', input, context, () => [input.symbol, exitsChange(input)])
      return context.services.brokerage.setExits(call, {
        symbol: lineInput('symbol', input.symbol, lengths.symbol),
        change: exitsChange(input),
      })
    },
  },
  PlaceOrderResult: unionMember,
  CancelOrderResult: unionMember,
  CancelOrdersResult: unionMember,
  AmendOrderResult: unionMember,
  SetExitsResult: unionMember,
}
