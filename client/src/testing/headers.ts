import type { LiveHeader } from '../live/live-header.js'

/** The header of a live payload for tests. */
export const header = (seq = 1, more: Partial<LiveHeader> = {}): LiveHeader => ({
  seq,
  asOf: '2026-11-21T12:00:00.000Z',
  source: 'SIMULATED',
  freshness: 'LIVE',
  ...more,
})
