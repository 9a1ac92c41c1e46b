import { useSyncExternalStore } from 'react'

const TICK_MS = 250

const tick = (listener: () => void) => {
  const timer = setInterval(listener, TICK_MS)
  return () => clearInterval(timer)
}
const still = () => () => undefined
const now = () => Math.floor(Date.now() / TICK_MS) * TICK_MS

/** The time, moving only while somebody counts. */
export const useSeconds = (running: boolean): number => useSyncExternalStore(running ? tick : still, now)
