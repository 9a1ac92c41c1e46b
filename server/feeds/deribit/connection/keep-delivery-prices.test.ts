import { expect, it } from 'vitest'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { keepDeliveryPrices } from './keep-delivery-prices.js'

const [minute, day] = [60_000, 86_400_000]
const eight = Date.UTC(2026, 10, 20, 8)

it('asks at once, again until the newest is told, and after the next expiry', async () => {
  const clock = new ManualClock(eight - minute)
  const asked: number[] = []
  const told = [eight - day, eight - day, null, eight - day, eight]
  const ask = () => {
    asked.push((clock.now() - eight) / 1_000)
    return Promise.resolve(told.shift() ?? null)
  }
  const stop = new AbortController()
  const timings = { afterExpiryMs: 10_000, deliveryRetryMs: 30_000 }
  const keeping = keepDeliveryPrices('BTC', { clock, timings, ask }, stop.signal)
  await clock.advance(20 * 60 * minute)
  expect(asked).toEqual([-60, 10, 40, 70, 100])
  stop.abort()
  await keeping
})
