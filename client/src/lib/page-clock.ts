import { createContext, useContext } from 'react'

export interface PageClock {
  readonly now: () => number
}

/** The only real clock of the page; `main.tsx` hands it down. */
export const browserClock: PageClock = { now: () => Date.now() }

export const PageClockContext = createContext<PageClock | null>(null)

export function usePageClock(): PageClock {
  const clock = useContext(PageClockContext)
  if (clock === null) throw new Error('No clock around this component')
  return clock
}
