import { useSyncExternalStore } from 'react'
import { startOfDay } from './format-time.js'
import { usePageClock } from './page-clock.js'

const lookAgainMs = 60_000

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, lookAgainMs)
  return () => clearInterval(timer)
}

/** The beginning of the present day, UTC; a page may be left open over many. */
export function useToday(): number {
  const clock = usePageClock()
  const today = () => startOfDay(clock.now())
  return useSyncExternalStore(subscribe, today, today)
}
