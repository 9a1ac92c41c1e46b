import { expect, it, vi } from 'vitest'
import { createFreshnessRegistry } from './freshness-registry.js'

it('is as fresh as the worst stream, and tells of a change only', () => {
  const registry = createFreshnessRegistry()
  const heard: string[] = []
  registry.subscribe(() => heard.push(registry.overall()))
  const [chain, market, account] = [{}, {}, {}]
  registry.report(market, 'live')
  registry.report(account, 'live')
  registry.report(chain, 'waiting')
  registry.report(market, 'stale')
  registry.report(chain, 'stale')
  registry.report(chain, 'live')
  registry.forget(market)
  expect(heard).toEqual(['live', 'waiting', 'stale', 'live'])
})

it('waits while no stream has reported, and again when the last one has left', () => {
  const registry = createFreshnessRegistry()
  const listener = vi.fn()
  expect(registry.overall()).toBe('waiting')
  const stream = {}
  registry.report(stream, 'live')
  const unsubscribe = registry.subscribe(listener)
  registry.forget(stream)
  expect([registry.overall(), listener.mock.calls.length]).toEqual(['waiting', 1])
  unsubscribe()
  registry.report(stream, 'live')
  expect(listener).toHaveBeenCalledOnce()
})
