import { randomUUID } from 'node:crypto'
import { ask, pause } from './api.js'
import { followFills } from './follow.js'
import { OpenAccountDocument, PlaceOrderDocument, type OrderSide } from './gql/graphql.js'
import { fail, settingsFor } from './settings.js'

/** Buys and sells a little, so many times, and tells of every fill. See README.md. */
const api = settingsFor('typescript-bot')
const roundTrips = Number(process.argv[2] ?? 3)

process.on('uncaughtException', ({ message }) => fail(message))

async function openAccount(): Promise<string> {
  const input = { idempotencyKey: 'open', name: 'TypeScript example', depositUsd: 100_000 }
  const { openAccount } = await ask(api, OpenAccountDocument, { input })
  if (!('account' in openAccount)) throw new Error(openAccount.message)
  console.log(`${openAccount.__typename}: ${openAccount.account.name}`)
  return openAccount.account.id
}

/** Answers the id and number of the fill. */
async function trade(side: OrderSide): Promise<{ readonly id: string; readonly seq: number }> {
  const input = { idempotencyKey: randomUUID(), symbol: 'BTC-PERPETUAL', side, quantityCoin: 0.01 }
  const { placeOrder: placed } = await ask(api, PlaceOrderDocument, { input })
  if (placed.__typename !== 'OrderPlaced') throw new Error(`${placed.__typename}: ${placed.message}`)
  const fill = placed.fills.at(-1)
  if (!fill) throw new Error(`Nothing was filled: ${placed.order.cancelReason}`)
  return fill
}

async function tradeOn(): Promise<number> {
  await trade('SELL')
  for (let trip = 1; trip < roundTrips; trip += 1) {
    await pause()
    await trade('BUY')
    await trade('SELL')
  }
  return 2 * roundTrips
}

if (!Number.isInteger(roundTrips) || roundTrips < 0) fail('How many round trips? For example 5')

const account = await openAccount()
if (roundTrips === 0) process.exit()
const first = await trade('BUY')
const lastSeq = tradeOn().then((fills) => first.seq + fills - 1)
for await (const fill of followFills({ ...api, account, after: first.id })) {
  const { seq, side, quantityCoin, symbol, priceUsd, realizedPnlUsd } = fill
  console.log(`fill ${seq}: ${side} ${quantityCoin} ${symbol} at ${priceUsd} USD, ${realizedPnlUsd} USD realized`)
  if (seq >= first.seq + 2 * roundTrips - 1) break
}
console.log(`Done: ${2 * roundTrips} fills, up to number ${await lastSeq}`)
process.exit()
