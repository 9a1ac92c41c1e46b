import { createContext } from 'react'
import type { LiveFailure } from './failure.js'

/** The panels of an account wait for the list of accounts before they know what to ask for. */
export interface Awaited {
  /** Why the list is not there. Null while it is on its way. */
  readonly failure: LiveFailure | null
  readonly retry: () => void
  /** The list is empty: there is nothing to ask for. */
  readonly isNothing: boolean
}

export const AwaitedContext = createContext<Awaited>({ failure: null, retry: () => undefined, isNothing: false })

/** What is wrong with the server's source of market data; null while nothing is known to be. */
export const SourceTroubleContext = createContext<LiveFailure | null>(null)
