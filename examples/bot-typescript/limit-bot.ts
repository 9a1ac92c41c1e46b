import { randomUUID } from 'node:crypto'
import { ask, pause } from './api.js'
import { followOrders } from './follow.js'
import {
  AmendOrderDocument,
  CancelOrdersDocument,
  InstrumentsDocument,
  OpenAccountDocument,
  PlaceOrderDocument,
  SetExitsDocument,
} from './gql/graphql.js'
import { fail, settingsFor } from './settings.js'
import { inLots, onTick } from './steps.js'

/** Places a limit order, moves and cancels it; then buys, moves its stops, and sells. See README.md. */
const api = settingsFor('limit-bot')
const symbol = 'BTC-PERPETUAL'
const worthUsd = 1_000

process.on('uncaughtException', ({ message }) => fail(message))

/** Answers that are not this one are refusals. */
function expectDone<T extends { readonly __typename: string; readonly message?: string }, Name extends T['__typename']>(
  answer: T,
  name: Name,
): Extract<T, { readonly __typename: Name }> {
  if (answer.__typename !== name) throw new Error(`${answer.__typename}: ${answer.message}`)
  return answer as Extract<T, { readonly __typename: Name }>
}

async function market() {
  const { instruments, marketData } = await ask(api, InstrumentsDocument, {})
  const instrument = instruments.instruments.find((one) => one.symbol === symbol)
  const bidPriceUsd = marketData.perpetual?.bidPriceUsd
  if (!instrument || bidPriceUsd == null) throw new Error(`${symbol} is not quoted at present`)
  return { instrument, bidPriceUsd }
}

async function tellOrders(account: string): Promise<void> {
  for await (const { change, order } of followOrders({ ...api, account, after: null })) {
    console.log(`heard: ${change} ${order.side} ${order.quantityCoin} at ${order.limitPriceUsd ?? 'the market'}`)
  }
}

const key = () => randomUUID()

const opening = { idempotencyKey: 'open', name: 'Limit orders example' }
const { openAccount } = await ask(api, OpenAccountDocument, { input: opening })
if (!('account' in openAccount)) throw new Error(openAccount.message)
void tellOrders(openAccount.account.id)
await pause()

// A bid 2 % below the market, then 1 %; in steps that the exchange lists.
const { instrument, bidPriceUsd } = await market()
console.log(`${symbol}: tick ${instrument.tickSize} USD, lot ${instrument.lotSize} ${instrument.amountUnit}`)
const limitPriceUsd = onTick(instrument, bidPriceUsd * 0.98)
const quantityCoin = inLots(instrument, worthUsd / limitPriceUsd, limitPriceUsd)
const bid = { idempotencyKey: key(), symbol, side: 'BUY', type: 'LIMIT', limitPriceUsd, quantityCoin } as const
const { placeOrder } = await ask(api, PlaceOrderDocument, { input: bid })
const { order } = expectDone(placeOrder, 'OrderPlaced')
console.log(`placed: ${order.status} at ${limitPriceUsd}`)
await pause()

const nearer = onTick(instrument, bidPriceUsd * 0.99)
const amendment = { idempotencyKey: key(), orderId: order.id, limitPriceUsd: nearer }
const resized = inLots(instrument, worthUsd / nearer, nearer)
const { amendOrder } = await ask(api, AmendOrderDocument, { input: { ...amendment, quantityCoin: resized } })
console.log(`amended: ${expectDone(amendOrder, 'OrderAmended').order.status} at ${nearer}`)

const { cancelOrders } = await ask(api, CancelOrdersDocument, { input: { idempotencyKey: key(), symbol } })
console.log(`cancelled: ${expectDone(cancelOrders, 'OrdersCancelled').orders.length}`)

// A position with a stop 5 % below, then with one that follows the price.
const stopLossUsd = onTick(instrument, bidPriceUsd * 0.95)
const buying = { idempotencyKey: key(), symbol, side: 'BUY', quantityCoin, stopLossUsd } as const
expectDone((await ask(api, PlaceOrderDocument, { input: buying })).placeOrder, 'OrderPlaced')
const exits = { idempotencyKey: key(), symbol, stopLossUsd: null, trailingStop: { distancePct: 2 } }
const { setExits } = await ask(api, SetExitsDocument, { input: exits })
const trailing = expectDone(setExits, 'ExitsSet').exitPlan?.trailingStop
console.log(`the stop follows at ${trailing?.distancePct} %, now at ${trailing?.stopPriceUsd}`)

const selling = { idempotencyKey: key(), symbol, side: 'SELL', quantityCoin, reduceOnly: true } as const
const { placeOrder: sold } = await ask(api, PlaceOrderDocument, { input: selling })
console.log(`sold: ${expectDone(sold, 'OrderPlaced').order.status}`)
await pause()
console.log('Done')
process.exit()
