import { createHash } from 'node:crypto'
import { depositRangeUsd, lengths } from '../../../domain/limits.js'
import type { Refusal } from '../../../domain/refusal.js'
import type { Call } from '../../../trading/brokerage.js'
import type { GraphqlContext } from '../../context.js'
import type { Resolvers } from '../../generated/resolver-types.js'
import { writerOf } from '../../writer.js'
import { lineInput, numberInput, optionalNumber } from './input-checks.js'
import { exitsChange, orderAmendment, orderRequest } from './order-input.js'
import { decisionPublication, publishedPerformance, publishedPositions } from './publication-input.js'

const deposit = { min: depositRangeUsd[0], max: depositRangeUsd[1] }

type Keyed = { readonly idempotencyKey: string }

/** The call behind a mutation: who, under what key, and a digest of all else that was asked for. */
async function callOf(
  mutation: string,
  input: Keyed,
  context: GraphqlContext,
  fieldsOf: (asked: unknown) => unknown = withoutNulls,
): Promise<Call> {
  const accountId = await writerOf(context)
  const { idempotencyKey, ...asked } = input
  lineInput('idempotencyKey', idempotencyKey, lengths.idempotencyKey)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([mutation, fieldsOf(asked)]))
    .digest('hex')
  return { accountId, idempotencyKey, fingerprint }
}

/** A field of an input that is null asks for what it asks for when it is left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field != null)
  return Object.fromEntries(fields.map(([name, field]) => [name, withoutNulls(field)]))
}

/** Names the member of a result's union. */
const member = {
  __resolveType: (answer: { readonly done: string } | Refusal) => ('refused' in answer ? answer.refused : answer.done),
} as never

export const publishingResolvers: Resolvers = {
  Mutation: {
    publishDecision: async (_root, { input }, context) => {
      const { brokerage, clock } = context.services
      const call = await callOf('publishDecision', input, context)
      return brokerage.publishDecision(call, decisionPublication(input, clock.now()))
    },
    publishPositions: async (_root, { input }, context) => {
      const { brokerage, clock } = context.services
      const call = await callOf('publishPositions', input, context)
      return brokerage.publishPositions(call, publishedPositions(input, clock.now()))
    },
    publishPerformance: async (_root, { input }, context) => {
      const { brokerage, clock } = context.services
      const call = await callOf('publishPerformance', input, context)
      return brokerage.publishPerformance(call, publishedPerformance(input, clock.now()))
    },
    openAccount: async (_root, { input }, context) => {
      const call = await callOf('openAccount', input, context)
      return context.services.brokerage.openAccount(call, {
        name: lineInput('name', input.name, lengths.name),
        depositUsd: numberInput('depositUsd', input.depositUsd, deposit),
      })
    },
    resetAccount: async (_root, { input }, context) => {
      const call = await callOf('resetAccount', input, context)
      return context.services.brokerage.resetAccount(call, optionalNumber('depositUsd', input.depositUsd, deposit))
    },
    closeAccount: async (_root, { input }, context) => {
      return context.services.brokerage.closeAccount(await callOf('closeAccount', input, context))
    },
    placeOrder: async (_root, { input }, context) => {
      const call = await callOf('placeOrder', input, context)
      return context.services.brokerage.placeOrder(call, orderRequest(input))
    },
    cancelOrder: async (_root, { input }, context) => {
      const call = await callOf('cancelOrder', input, context)
      return context.services.brokerage.cancelOrder(call, input.orderId)
    },
    cancelOrders: async (_root, { input }, context) => {
      const call = await callOf('cancelOrders', input, context)
      const symbol = input.symbol == null ? null : lineInput('symbol', input.symbol, lengths.symbol)
      return context.services.brokerage.cancelOrders(call, symbol)
    },
    setExits: async (_root, { input }, context) => {
      // A null removes an exit, and what is left out stays: these are two requests.
      const call = await callOf('setExits', input, context, () => [input.symbol, exitsChange(input)])
      return context.services.brokerage.setExits(call, {
        symbol: lineInput('symbol', input.symbol, lengths.symbol),
        change: exitsChange(input),
      })
    },
    amendOrder: async (_root, { input }, context) => {
      const call = await callOf('amendOrder', input, context)
      return context.services.brokerage.amendOrder(call, { orderId: input.orderId, amendment: orderAmendment(input) })
    },
  },
  PublishDecisionResult: member,
  PublishPositionsResult: member,
  PublishPerformanceResult: member,
  OpenAccountResult: member,
  ResetAccountResult: member,
  CloseAccountResult: member,
  PlaceOrderResult: member,
  CancelOrderResult: member,
  CancelOrdersResult: member,
  AmendOrderResult: member,
  SetExitsResult: member,
  Refusal: member,
  WrongAccountKind: { kind: ({ accountKind }) => accountKind },
}
