import { afterEach, expect, it, vi } from 'vitest'
import { indexTick } from '../../tests/support/builders.js'
import { ManualClock } from '../../tests/support/manual-clock.js'
import { ScriptedFeed } from '../../tests/support/scripted-feed.js'
import { createLogger } from '../lib/logger.js'
import { OpenedLater } from '../lib/opened-later.js'
import { MarketState } from '../market/market-state.js'
import { openCandles } from './open-candles.js'

afterEach(() => void vi.useRealTimers())

it('ends though its store never answers', async () => {
  const clock = new ManualClock(1_800_000_000_000)
  const feed = new ScriptedFeed()
  const market = new MarketState(feed, () => clock.now())
  let isAsked = false
  const history = new OpenedLater<never>(() => {
    isAsked = true
    return new Promise(() => {})
  })
  const log = createLogger('silent', false)
  const bounds = { maxBytes: 1e9, maxAgeMs: 1e9 }
  const candles = openCandles(null, bounds, { feed, market, history, clock, log, onRefused: () => {} })
  const stop = new AbortController()
  const running = candles.run(stop.signal)
  const event = indexTick(1, clock.now())
  market.fold(event)
  candles.onFolded(event)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  stop.abort()
  await vi.advanceTimersByTimeAsync(3_000)
  await running
  expect(isAsked).toBe(true)
})
