import { useSyncExternalStore } from 'react'
import { startOfDay } from './format-time.js'

const lookAgainMs = 60_000

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, lookAgainMs)
  return () => clearInterval(timer)
}

const today = () => startOfDay(Date.now())

/** The beginning of the present day, UTC; a page may be left open over many. */
export const useToday = (): number => useSyncExternalStore(subscribe, today, today)
