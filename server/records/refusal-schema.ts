import { z } from 'zod'
import type { Account } from '../domain/account.js'
import type { Refusal, RefusalOf } from '../domain/refusal.js'
import { oneOf, recordSchema } from '../lib/checked.js'
import { accountSchema } from './account-schema.js'
import { numberOrNull } from './live-header.js'
import { orderStatusSchema } from './order-schema.js'
import { instrumentStateSchema } from './position-schema.js'

type Kind = Refusal['refused']
type Facts<K extends Kind> = Omit<RefusalOf<K>, 'refused' | 'message'>
type Shape<T> = { readonly [Field in keyof T]-?: z.ZodType<T[Field]> }

/** What each kind of refusal says besides its message. */
const facts: { readonly [K in Kind]: Shape<Facts<K>> } = {
  WrongAccountKind: { accountKind: oneOf<Account['kind']>({ PAPER: true, PUBLISHED: true }).nullable() },
  OutOfDate: { newest: z.number() },
  AccountExists: { account: accountSchema },
  NameTaken: { looksLike: z.string() },
  InsufficientMargin: { neededUsd: z.number(), availableUsd: z.number() },
  MarketClosed: {},
  InstrumentHalted: { symbol: z.string(), state: instrumentStateSchema },
  UnknownInstrument: { symbol: z.string() },
  StalePrice: { asOf: numberOrNull },
  NoQuote: {},
  NotEnoughOffered: { offeredCoin: z.number() },
  NothingToReduce: {},
  WrongExit: {
    field: oneOf({ stopLossUsd: true, profitTargetUsd: true, trailingStop: true }),
    priceUsd: numberOrNull,
  },
  TooManyOrders: { most: z.number() },
  OutOfBounds: { field: z.string(), most: z.number() },
  OffStep: {
    field: oneOf({
      quantityCoin: true,
      quantityUsd: true,
      limitPriceUsd: true,
      limitPriceCoin: true,
      stopLossUsd: true,
      profitTargetUsd: true,
    }),
    step: z.number(),
    below: numberOrNull,
    above: z.number(),
  },
  NoPosition: { symbol: z.string() },
  NothingLeft: { filledCoin: z.number() },
  WrongUnit: { field: oneOf({ limitPriceUsd: true, limitPriceCoin: true, quantityUsd: true }) },
  AccountIsClosed: { closedAt: z.number() },
  AgentAccount: { agent: z.string() },
  TooManyResets: { most: z.number(), again: z.number() },
  PositionsLeft: { symbols: z.array(z.string()) },
  OrderNotOpen: { status: orderStatusSchema.nullable() },
}

/** A refusal of any kind, with what its kind says. */
export const refusalSchema: z.ZodType<Refusal> = z.union(
  (Object.keys(facts) as Kind[]).map((refused) => {
    const shape = { refused: z.literal(refused), message: z.string(), ...facts[refused] }
    return recordSchema<Refusal>(shape as Shape<Refusal>)
  }),
)
