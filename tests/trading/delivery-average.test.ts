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

/** Somebody holds a call from before the last half hour on, and this is heard every second until it is delivered. */
async function deliveredAfter(heardAt: (at: number) => readonly MarketEvent[]) {
  await using market: MarketToDesk = await marketToDesk(tomorrow - 31 * minute)
  const at = market.clock.now()
  await market.say(
    ...[feedLive, listing([expiring], at), indexTick(84_000, at), perpetualTick({ markPriceUsd: 84_000 }, at)],
    optionsEvent([update(symbol, quote, at)], at),
  )
  await market.desk.place(marketOrder({ symbol, leverage: 1, quantityCoin: 1 }))
  while (market.desk.positions().length > 0) await market.say(...heardAt(market.clock.now()))
  return (await market.desk.fills()).at(-1)
}

const perpetual = (at: number) => perpetualTick({ markPriceUsd: 84_000 }, at)
/** 84,000 until a minute before the expiry, and 87,000 from then on: 84,100 on average. */
const index = (at: number) => indexTick(at < tomorrow - minute ? 84_000 : 87_000, at)
const volatility = (at: number, aheadMs: number): MarketEvent => ({
  ...{ type: 'volatility-index', currency: 'BTC', volatility: 0.5, receivedTimeMs: at },
  eventTimeMs: at + aheadMs,
})

it('the average of a delivery survives frames from the future, far apart, that nothing confirms', async () => {
  const odd = [tomorrow - 30 * minute - 2 * second, tomorrow - minute - 2 * second]
  const fill = await deliveredAfter((at) => [
    ...[index(at), perpetual(at)],
    ...(odd.includes(at) ? [volatility(at, 30 * second)] : []),
  ])
  expect(fill?.delivery).toEqual({ priceUsd: expect.closeTo(84_100, 0), origin: 'AVERAGE' })
})

it('an index that fell silent long before the expiry delivers nothing: the first index after it does, late', async () => {
  const isHeard = (at: number) => at < tomorrow - 29 * minute || at > tomorrow
  const fill = await deliveredAfter((at) => [perpetual(at), ...(isHeard(at) ? [index(at)] : [])])
  expect(fill?.delivery).toEqual({ priceUsd: 87_000, origin: 'LATE' })
})

it('an index that was silent for a while counts for the time in which it was heard', async () => {
  const isHeard = (at: number) => at < tomorrow - 20 * minute || at >= tomorrow - minute
  const fill = await deliveredAfter((at) => [perpetual(at), ...(isHeard(at) ? [index(at)] : [])])
  // 10 minutes at 84,000 and one at 87,000.
  expect(fill?.delivery).toEqual({ priceUsd: expect.closeTo((10 * 84_000 + 87_000) / 11, -1), origin: 'AVERAGE' })
})
