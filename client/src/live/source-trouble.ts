import { createContext } from 'react'
import type { LiveFailure } from './failure.js'

/** What is wrong with the server's source of market data; null while nothing is known to be. */
export const SourceTroubleContext = createContext<LiveFailure | null>(null)
