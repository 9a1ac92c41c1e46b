import { createContext } from 'react'
import type { LiveFailure } from './failure.js'

/** What panels that do not know yet what to ask for wait for. */
export interface Awaited {
  /** Null while there is hope. */
  readonly failure: LiveFailure | null
  readonly retry: () => void
  /** There is nothing that they could ask for. */
  readonly isNothing: boolean
}

export const AwaitedContext = createContext<Awaited>({ failure: null, retry: () => undefined, isNothing: false })

/** What is wrong with the server's source of market data; null while nothing is known to be. */
export const SourceTroubleContext = createContext<LiveFailure | null>(null)
