import { expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { feedLive, indexTick, listing, option, optionsEvent, tomorrow, update } from '../support/builders.js'
import { perpetualTick } from '../support/scripted-feed.js'
import { marketOrder } from '../support/trading/builders.js'
import { marketToDesk, type MarketToDesk } from '../support/trading/market-to-desk.js'

const [second, minute] = [1_000, 60_000]
const expiring = option(80_000, 'CALL')
const { symbol } = expiring
const quote = { bidPrice: 0.047, askPrice: 0.048, markPrice: 0.0475, markIv: 0.5, underlyingPriceUsd: 84_000 }
const perpetual = (at: number) => perpetualTick({ markPriceUsd: 84_000 }, at)
const down: MarketEvent = { type: 'feed-state', state: 'RECONNECTING', detail: 'no market data for 8 s' }

/** Somebody holds a call, and the last index before the feed fell silent was 84,000. */
async function heldAt(silentFromMs: number): Promise<MarketToDesk> {
  const market = await marketToDesk(silentFromMs - 2 * second)
  const at = market.clock.now()
  await market.say(
    ...[feedLive, listing([expiring], at), indexTick(84_000, at), perpetual(at)],
    optionsEvent([update(symbol, quote, at)], at),
  )
  await market.desk.place(marketOrder({ symbol, leverage: 1, quantityCoin: 1 }))
  return market
}

const delivered = async ({ desk }: MarketToDesk) => (await desk.fills()).find(({ reason }) => reason === 'EXPIRY')

it.each([
  ['falls silent', []],
  ['reconnects', [down]],
])(
  'a feed that %s over 08:00 delivers nothing by our clock, and all once two frames say the time',
  async (_, events) => {
    await using market = await heldAt(tomorrow - 10 * minute)
    await market.say(...events)
    await market.clock.advance(30 * minute)
    await market.say()
    expect(await delivered(market)).toBeUndefined()
    const at = market.clock.now()
    await market.say(feedLive, indexTick(90_000, at))
    expect(await delivered(market)).toBeUndefined()
    const times = { eventTimeMs: at, receivedTimeMs: at }
    const told = { type: 'delivery-price', currency: 'BTC', expiryMs: tomorrow, priceUsd: 84_100 } as const
    await market.say({ ...told, ...times })
    expect(await delivered(market)).toBeUndefined()
    await market.say(perpetual(at + second))
    // Of the half hour before 08:00 only two seconds were heard, which say nothing of the rest.
    expect(await delivered(market)).toMatchObject({
      priceUsd: 4_100,
      delivery: { priceUsd: 84_100, origin: 'EXCHANGE' },
    })
  },
)

it('a source that is ahead again and again delivers nothing while another speaks of the present', async () => {
  await using market = await heldAt(tomorrow - 10 * minute)
  for (let step = 0; step < 5; step += 1) {
    const at = market.clock.now()
    await market.say(indexTick(84_000, at + 15 * minute), perpetual(at))
  }
  expect(await delivered(market)).toBeUndefined()
})

it('what was not heard at all in the last half hour is not made up: the exchange tells, or it is late and said', async () => {
  for (const told of [true, false]) {
    await using market = await heldAt(tomorrow - 40 * minute)
    await market.clock.advance(50 * minute)
    const speak = async (priceUsd: number) => {
      const at = market.clock.now()
      await market.say(indexTick(priceUsd, at), perpetual(at))
    }
    await speak(90_000)
    for (let step = 0; step < 2; step += 1) await speak(91_000)
    expect(await delivered(market)).toBeUndefined()
    const at = market.clock.now()
    const times = { eventTimeMs: at, receivedTimeMs: at }
    const price = { currency: 'BTC', expiryMs: tomorrow, priceUsd: 83_500 }
    if (told) await market.say({ type: 'delivery-price', ...price, ...times })
    while (!told && market.clock.now() < at + 10 * minute) await speak(92_000)
    expect(await delivered(market)).toMatchObject(
      told
        ? { priceUsd: 3_500, delivery: { priceUsd: 83_500, origin: 'EXCHANGE' } }
        : { priceUsd: 10_000, delivery: { priceUsd: 90_000, origin: 'LATE' } },
    )
  }
})
