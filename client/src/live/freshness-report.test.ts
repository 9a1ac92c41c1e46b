import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { header } from '../testing/headers.js'
import { createFreshnessRegistry } from './freshness-registry.js'
import { createFreshnessReport } from './freshness-report.js'

const PATIENCE_MS = 2_000
const untold = header(0, { freshness: 'STALE', asOf: null })
const silent = header(3, { freshness: 'STALE' })

/** A stream beside one that is live, so that what it tells of itself is what shows. */
function besideALiveStream() {
  const registry = createFreshnessRegistry()
  registry.report({}, 'live')
  return { registry, report: createFreshnessReport(registry) }
}

describe('what a stream tells of its freshness', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is that it waits, when the source was silent from the very start', () => {
    const { registry, report } = besideALiveStream()
    report.told(untold)
    expect(registry.overall()).toBe('waiting')
  })

  it('is that it is stale, when the source went silent since', () => {
    const { registry, report } = besideALiveStream()
    report.told(silent)
    expect(registry.overall()).toBe('stale')
  })

  it('is that it waits, when it brings nothing at all', () => {
    const { registry, report } = besideALiveStream()
    report.asked()
    vi.advanceTimersByTime(PATIENCE_MS - 1)
    expect(registry.overall()).toBe('live')
    vi.advanceTimersByTime(1)
    expect(registry.overall()).toBe('waiting')
    report.told(header())
    expect(registry.overall()).toBe('live')
  })

  it('is nothing once it was answered or withdrew', () => {
    const { registry, report } = besideALiveStream()
    report.asked()
    report.told(header())
    vi.advanceTimersByTime(PATIENCE_MS)
    expect(registry.overall()).toBe('live')
    report.asked()
    report.withdraw()
    vi.advanceTimersByTime(PATIENCE_MS)
    expect(registry.overall()).toBe('live')
  })

  it('is nothing of what bots publish when they please', () => {
    const { registry, report } = besideALiveStream()
    report.told({ ...silent, source: 'PUBLISHED' })
    report.told({ ...untold, source: 'PUBLISHED' })
    expect(registry.overall()).toBe('live')
    report.told({ ...header(), source: 'PUBLISHED' })
    expect(registry.overall()).toBe('live')
  })

  it('is nothing of what has no source of its own', () => {
    const { source: _, ...ofSeveral } = silent
    const { registry, report } = besideALiveStream()
    report.told(silent)
    report.told(ofSeveral)
    expect(registry.overall()).toBe('live')
  })
})
