import { systemClock, type Clock } from '../../server/lib/clock.js'

/** A clock that runs as ours does, `speed` times as fast, from another time on. */
export function shiftedClock(startMs: number, speed = 1): Clock {
  const begun = systemClock.now()
  return {
    now: () => Math.round(startMs + (systemClock.now() - begun) * speed),
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
  }
}
