import { expect, it } from 'vitest'
import { listedByName } from '../../server/domain/instrument-name.js'
import { httpBot } from '../support/api/bot.js'
import type { Result } from '../support/api/mutations.js'
import { listing } from '../support/builders.js'
import { perpetualTick, ScriptedFeed, symbolOf } from '../support/scripted-feed.js'
import { startOpen } from '../support/start-open.js'
import { ask, until } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines, type StoreHome } from '../support/store/store-home.js'

const symbol = 'BTC-PERPETUAL'

/** The inverse perpetual as the exchange lists it, 83,999.5 / 84,000.5: lots of 10 USD, ticks of half a dollar. */
async function start(home: StoreHome) {
  const feed = new ScriptedFeed()
  const server = await startOpen({ AGENTS: 'none', ...storeEnv(home) }, { feed })
  const named = listedByName(symbol)
  if (!named) throw new Error(symbol)
  const steps = { lotSize: 10, minOrderSize: 10, contractSize: 10, tickSize: { base: 0.5, steps: [] } }
  feed.say(listing([{ ...named, ...steps, state: 'OPEN' }], Date.now()))
  const lots = '{ instruments(first: 1) { instruments { lotSize } } }'
  await until(
    () => ask<{ instruments: { instruments: { lotSize: number | null }[] } }>(server.httpUrl, lots),
    ({ data }) => data?.instruments.instruments[0]?.lotSize === 10,
  )
  const bot = httpBot(server, await server.mint('bot'))
  const limit = (fields: object) =>
    bot.do('placeOrder', { symbol, type: 'LIMIT', limitPriceUsd: 70_000, quantityCoin: undefined, ...fields })
  const amend = (placed: Result, fields: object) =>
    bot.do('amendOrder', { orderId: placed.order?.id, quantityCoin: undefined, ...fields })
  return { feed, server, bot, limit, amend, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}

for (const engine of engines)
  describeOn(engine, 'orders on lots of USD', (openHome) => {
    it('are taken at any limit, amended, partly filled, amended again, and are the same after a restart', async () => {
      await using home = await openHome()
      let id: string | undefined
      let before: unknown
      {
        await using running = await start(home)
        const { bot, limit, amend, feed } = running
        await bot.do('openAccount')
        for (const quantityCoin of [0.01, 0.1, 0.1234, 0.3]) {
          for (const limitPriceUsd of [70_000, 70_000.5, 70_003, 69_999.5]) {
            const { order } = await limit({ quantityCoin, limitPriceUsd, leverage: 50 })
            const lots = Math.round((quantityCoin * limitPriceUsd) / 10)
            expect(order).toMatchObject({
              status: 'OPEN',
              quantityCoin: Number(((lots * 10) / limitPriceUsd).toFixed(8)),
            })
          }
        }
        const placed = await limit({ quantityUsd: 7_000 })
        expect(placed).toMatchObject({ order: { status: 'OPEN', quantityCoin: 0.1 } })
        for (const limitPriceUsd of [70_000.5, 70_001, 70_010, 69_990]) {
          const amended = await amend(placed, { limitPriceUsd })
          expect(amended).toMatchObject({ __typename: 'OrderAmended', order: { limitPriceUsd, quantityCoin: 0.1 } })
        }
        // 30 USD are offered at 83,000, and the order comes to them.
        const now = Date.now()
        feed.say(
          perpetualTick({ bidPriceUsd: 82_999.5, askPriceUsd: 83_000, askAmountUsd: 30, markPriceUsd: 83_000 }, now),
        )
        const reaching = await until(
          () => limit({ limitPriceUsd: 83_000, quantityUsd: 40, timeInForce: 'GTC' }),
          ({ order }) => order?.filledCoin === 0.00036145,
        )
        expect(reaching.order).toMatchObject({ status: 'OPEN' })
        expect(await amend(reaching, { limitPriceUsd: 80_000 })).toMatchObject({ __typename: 'OrderAmended' })
        // 30 USD at 83,000 and 70 at 80,000.
        const inUsd = await amend(reaching, { quantityUsd: 100 })
        expect(inUsd).toMatchObject({ order: { quantityCoin: 0.00123645, filledCoin: 0.00036145 } })
        expect(await amend(reaching, { quantityCoin: 0.0012 })).toMatchObject({ order: { quantityCoin: 0.00123645 } })
        expect(await amend(reaching, { quantityUsd: 30 })).toMatchObject({ __typename: 'NothingLeft' })
        id = reaching.order?.id
        before = await orderOf(running.server.httpUrl, id)
        expect(before).toMatchObject({ quantityCoin: 0.00123645, limitPriceUsd: 80_000 })
      }
      await using again = await start(home)
      expect(await orderOf(again.server.httpUrl, id)).toEqual(before)
      const amended = await again.bot.do('amendOrder', { orderId: id, quantityCoin: undefined, quantityUsd: 110 })
      expect(amended).toMatchObject({ order: { quantityCoin: 0.00136145 } })
    })

    it('say which quantity is meant, and what is near one that is none', async () => {
      await using home = await openHome()
      await using running = await start(home)
      const { bot, limit, amend } = running
      await bot.do('openAccount')
      expect(await limit({ quantityUsd: 7_005 })).toMatchObject({
        ...{ __typename: 'OffStep', field: 'quantityUsd', step: 10, below: 7_000, above: 7_010 },
      })
      expect(await limit({ quantityUsd: 5 })).toMatchObject({ field: 'quantityUsd', below: null, above: 10 })
      expect(await limit({ quantityCoin: 0.00005 })).toMatchObject({
        field: 'quantityCoin',
        below: null,
        above: 0.00014286,
      })
      const market = await bot.do('placeOrder', { quantityCoin: undefined, quantityUsd: 840 })
      expect(market).toMatchObject({ order: { status: 'FILLED', filledCoin: 0.00999994 } })
      const faults = [
        [{ quantityCoin: undefined }, 'quantityCoin', 'quantityUsd'],
        [{ quantityUsd: 100 }, 'quantityUsd', 'one of the two'],
        [{ symbol: symbolOf(84_000), quantityCoin: undefined, quantityUsd: 100 }, 'quantityUsd', 'quantityCoin'],
        [{ symbol: 'BTC_USDC-PERPETUAL', quantityCoin: undefined, quantityUsd: 100 }, 'quantityUsd', 'quantityCoin'],
        [{ quantityCoin: undefined, quantityUsd: -1 }, 'quantityUsd', 'above 0'],
      ] as const
      for (const [fields, field, words] of faults) {
        const { errors } = await bot.call('placeOrder', fields)
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', argument: `input.${field}` })
        expect(errors?.[0]?.message).toContain(words)
      }
      const option = symbolOf(84_000)
      const inCoin = { symbol: option, type: 'LIMIT', limitPriceCoin: 0.001, quantityCoin: 0.1 }
      const waiting = await bot.do('placeOrder', inCoin)
      expect(await amend(waiting, { quantityUsd: 100 })).toMatchObject({
        __typename: 'WrongUnit',
        field: 'quantityUsd',
      })
    })
  })

async function orderOf(httpUrl: string, id: string | undefined): Promise<unknown> {
  const { data } = await ask<{ order: unknown }>(
    httpUrl,
    'query ($id: ID!) { order(id: $id) { id status quantityCoin filledCoin limitPriceUsd averageFillPriceUsd } }',
    { id },
  )
  return data?.order
}
