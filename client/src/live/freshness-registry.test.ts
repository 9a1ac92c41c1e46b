import { expect, it, vi } from 'vitest'
import { createFreshnessRegistry } from './freshness-registry.js'

it('tells when the first stream goes stale and when the last one recovers or leaves', () => {
  const registry = createFreshnessRegistry()
  const listener = vi.fn()
  registry.subscribe(listener)
  const [chain, market] = [{}, {}]
  registry.report(chain, true)
  registry.report(market, true)
  registry.report(chain, true)
  expect([registry.anyStale(), listener.mock.calls.length]).toEqual([true, 1])
  registry.report(chain, false)
  registry.forget(market)
  expect([registry.anyStale(), listener.mock.calls.length]).toEqual([false, 2])
})
