import { z } from 'zod'
import { checked, recordSchema } from '../../lib/checked.js'
import { accountSchema } from '../../records/account-schema.js'
import { decisionSchema } from '../../records/decision-schema.js'
import { orderSchema } from '../../records/order-schema.js'
import { exitPlanSchema } from '../../records/position-schema.js'
import { refusalSchema } from '../../records/refusal-schema.js'
import { fillSchema } from '../../records/trade-schemas.js'
import type { Answers, Call, CommandKind } from '../brokerage.js'

type Answer = Answers[CommandKind]
type Done = Extract<Answer, { readonly done: string }>
type Facts<K extends Done['done']> = Omit<Extract<Done, { readonly done: K }>, 'done'>

const orders = z.array(orderSchema)
const fills = z.array(fillSchema)

/** What each answer of a command that was carried out says. */
const facts: { readonly [K in Done['done']]: { readonly [Field in keyof Facts<K>]: z.ZodType<Facts<K>[Field]> } } = {
  DecisionPublished: { decision: decisionSchema },
  PositionsPublished: { count: z.number(), asOf: z.number() },
  PerformancePublished: { asOf: z.number() },
  AccountOpened: { account: accountSchema },
  OrderPlaced: { order: orderSchema, fills },
  OrderCancelled: { order: orderSchema },
  OrdersCancelled: { orders },
  OrderAmended: { order: orderSchema, fills },
  ExitsSet: { symbol: z.string(), exitPlan: exitPlanSchema.nullable() },
  AccountReset: { account: accountSchema, orders, droppedSymbols: z.array(z.string()) },
  AccountClosed: { account: accountSchema, orders, fills },
  AccountVisibilitySet: { account: accountSchema },
}

const answerSchema: z.ZodType<Answer> = z.union([
  refusalSchema,
  ...(Object.keys(facts) as Done['done'][]).map((done) =>
    recordSchema<Done>({ done: z.literal(done), ...facts[done] } as Parameters<typeof recordSchema<Done>>[0]),
  ),
])

/** The answer that is kept under the key of a call. Throws `DoesNotFit`. */
export function keptAnswer(kept: unknown, { accountId, idempotencyKey }: Call): Answer {
  return checked(answerSchema, kept, `The answer of ${accountId} under "${idempotencyKey}"`)
}
