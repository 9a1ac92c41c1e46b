import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listedByName } from '../../server/domain/instrument-name.js'
import type { OptionValues, PerpetualValues } from '../../server/domain/market-events.js'
import { MarketState } from '../../server/market/market-state.js'
import { feedLive, indexTick, listing, optionsEvent, update } from '../support/builders.js'
import { callExpiryMs, limitOrder, marketOrder, startMs } from '../support/trading/builders.js'
import { tradingDesk, type DeskUnderTest } from '../support/trading/desk.js'

const expiryMs = callExpiryMs
const atMs = startMs + 1_000

function marketOf(currency: string): MarketState {
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: [currency], staleAfterMs: 8_000 } as const
  const state = new MarketState(facts, () => atMs)
  state.fold(feedLive)
  return state
}

/** Has the desk hear an option as the feed says it, and answers the option as it is published. */
async function quoteOption(test: DeskUnderTest, symbol: string, indexUsd: number, values: Partial<OptionValues>) {
  const option = listedByName(symbol)
  if (!option) throw new Error(`${symbol} is no option`)
  const { currency } = option
  const state = marketOf(currency)
  state.fold(indexTick(indexUsd, atMs, currency))
  state.fold(listing([option], atMs, currency))
  state.fold(optionsEvent([update(symbol, values, atMs)], atMs, currency))
  const [contract] = state.refreshChain(currency, expiryMs)?.contracts ?? []
  const heard = state.heardChain(currency, expiryMs)
  if (heard) await test.sayChain(heard)
  return contract
}

/** As `quoteOption`, for the linear perpetual of a coin. */
async function quotePerpetual(test: DeskUnderTest, values: Partial<PerpetualValues>) {
  const [currency, symbol] = ['XRP_USDC', 'XRP_USDC-PERPETUAL']
  const state = marketOf(currency)
  const times = { eventTimeMs: atMs, receivedTimeMs: atMs }
  state.fold(indexTick(values.markPriceUsd ?? 1, atMs, currency))
  state.fold({ type: 'perpetual', currency, symbol, values, ...times })
  const published = state.refreshMarketData(currency)
  const heard = state.heardMarket(currency)
  if (heard) await test.say({}, heard)
  return published?.perpetual
}

describe('an option of a linear coin that costs a fraction of a cent', () => {
  const symbol = 'XRP_USDC-15NOV23-3-C'

  it('is published as quoted', async () => {
    await using test = await tradingDesk()
    const values = { bidPrice: 0.0005, askPrice: 0.001, markPrice: 0.00075, underlyingPriceUsd: 2 }
    expect(await quoteOption(test, symbol, 2, values)).toMatchObject({
      bidPriceUsd: 0.0005,
      askPriceUsd: 0.001,
      markPriceUsd: 0.00075,
    })
  })

  it('fills 25,000 at 0.0025: 62.50 USD and a fee of 7.81', async () => {
    await using test = await tradingDesk()
    const values = { bidPrice: 0.002, askPrice: 0.0025, markPrice: 0.0024, underlyingPriceUsd: 2 }
    await quoteOption(test, symbol, 2, values)
    const { order, fills } = await test.place(marketOrder({ symbol, quantityCoin: 25_000, leverage: 1 }))
    // The fee is 12.5 % of the premium at most: 7.8125.
    expect(fills).toMatchObject([{ priceUsd: 0.0025, feeUsd: 7.8125 }])
    expect(order).toMatchObject({ averageFillPriceUsd: 0.0025, feeUsd: 7.8125 })
    expect(test.performance()).toMatchObject({ cashUsd: 9_992.19, feesUsd: 7.81, accountValueUsd: 9_989.69 })
    expect(test.positions()).toMatchObject([{ entryPriceUsd: 0.0025, markPriceUsd: 0.0024, notionalUsd: 60 }])
  })
})

it('an inverse premium of 0.0001 coin is 0.158139 USD at a forward of 1,581.39, published and filled', async () => {
  await using test = await tradingDesk()
  const symbol = 'ETH-15NOV23-1600-C'
  const values = { bidPrice: null, askPrice: 0.0001, markPrice: 0.0001, underlyingPriceUsd: 1_581.39 }
  expect(await quoteOption(test, symbol, 1_581.39, values)).toMatchObject({ askPriceUsd: 0.158139, bidPriceUsd: null })
  const { fills } = await test.place(marketOrder({ symbol, quantityCoin: 1, leverage: 1 }))
  expect(fills).toMatchObject([{ priceUsd: 0.158139, priceCoin: 0.0001 }])
  expect(test.positions()).toMatchObject([{ entryPriceUsd: 0.158139, pnlUsd: 0 }])
})

it('a coin quoted at 8.7e-6 has a price, a position, a fee and a result', async () => {
  await using test = await tradingDesk()
  const quote = { bidPriceUsd: 8.7e-6, askPriceUsd: 8.71e-6, markPriceUsd: 8.705e-6 }
  expect(await quotePerpetual(test, quote)).toMatchObject(quote)
  const symbol = 'XRP_USDC-PERPETUAL'
  const { fills } = await test.place(marketOrder({ symbol, quantityCoin: 100 }))
  // 0.05 % of 0.000871 USD.
  expect(fills).toMatchObject([{ priceUsd: 8.71e-6, feeUsd: 4.355e-7 }])
  expect(test.positions()).toMatchObject([{ entryPriceUsd: 8.71e-6, notionalUsd: 0.000871, pnlUsd: -5e-7 }])
})

it('averages carry no dust', async () => {
  await using test = await tradingDesk()
  const symbol = 'XRP_USDC-PERPETUAL'
  for (const askPriceUsd of [661.1, 661.1, 661.1]) {
    await quotePerpetual(test, { bidPriceUsd: 661, askPriceUsd, markPriceUsd: 661.1 })
    await test.place(marketOrder({ symbol, quantityCoin: 0.3, leverage: 5 }))
  }
  expect(test.positions()).toMatchObject([{ entryPriceUsd: 661.1, pnlUsd: 0 }])
  await test.place(marketOrder({ symbol, side: 'SELL', quantityCoin: 0.9 }))
  expect(await test.closedTrades()).toMatchObject([{ entryPriceUsd: 661.1, exitPriceUsd: 661 }])
})

it('what is traded at any price from 1e-9 to 1e7 is traded at the raw quote, and is the same after a restart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: -9, max: 7, noNaN: true }),
      fc.double({ min: 0.5, max: 0.9, noNaN: true }),
      async (exponent, share) => {
        await using test = await tradingDesk()
        const askPriceUsd = 10 ** exponent
        const symbol = 'XRP_USDC-PERPETUAL'
        const quote = { bidPriceUsd: askPriceUsd * 0.999, askPriceUsd, markPriceUsd: askPriceUsd }
        const published = await quotePerpetual(test, quote)
        expect(Math.abs((published?.askPriceUsd ?? 0) / askPriceUsd - 1)).toBeLessThan(1e-5)
        const quantityCoin = Math.min(1e9, Math.round(1e8 * Math.min(100 / askPriceUsd, 1e6)) / 1e8)
        const stopLossUsd = askPriceUsd * share
        const trailingStop = { distanceUsd: null, distancePct: 50 }
        const wanted = marketOrder({ symbol, quantityCoin, stopLossUsd, trailingStop })
        const { order, fills } = await test.place(wanted)
        expect(order).toMatchObject({ averageFillPriceUsd: askPriceUsd, stopLossUsd })
        expect(fills).toMatchObject([{ priceUsd: askPriceUsd, quantityCoin }])
        const resting = await test.place(limitOrder(askPriceUsd * share, { symbol, quantityCoin }))
        expect(test.published('fill')).toEqual(await test.fills())
        await test.restart()
        expect(await test.order(order.id)).toEqual(order)
        expect(await test.order(resting.order.id)).toEqual(resting.order)
        expect(await test.fills()).toEqual(fills)
        expect(test.positions()[0]?.exitPlan?.stopLossUsd).toBe(stopLossUsd)
        await quotePerpetual(test, quote)
        const { bestPriceUsd, stopPriceUsd } = test.positions()[0]?.exitPlan?.trailingStop ?? {}
        expect(bestPriceUsd).toBe(askPriceUsd)
        expect(Math.abs((stopPriceUsd ?? 0) / (askPriceUsd / 2) - 1)).toBeLessThan(1e-12)
      },
    ),
    { numRuns: 25 },
  )
})
