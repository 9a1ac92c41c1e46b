import { vi } from 'vitest'

/** The timers of the system again. Those of the test end before: a server that slept on one of them would sleep for ever. */
export function realTimers(): void {
  if (vi.isFakeTimers()) vi.runOnlyPendingTimers()
  vi.useRealTimers()
}
