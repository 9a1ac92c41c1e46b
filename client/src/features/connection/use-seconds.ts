import { useSyncExternalStore } from 'react'
import { usePageClock } from '../../lib/page-clock.js'

const TICK_MS = 250

const tick = (listener: () => void) => {
  const timer = setInterval(listener, TICK_MS)
  return () => clearInterval(timer)
}
const still = () => () => undefined

/** The time, moving only while somebody counts. */
export function useSeconds(running: boolean): number {
  const clock = usePageClock()
  return useSyncExternalStore(running ? tick : still, () => Math.floor(clock.now() / TICK_MS) * TICK_MS)
}
