import { createContext, useContext } from 'react'
import { text } from './text.js'

/** The server makes the past of the agents' accounts. */
export interface Preparing {
  readonly hours: number
  readonly progressPct: number
}

export const PreparingContext = createContext<Preparing | null>(null)

/** Says why nothing is there yet, and how far it is. Null while nothing is being prepared. */
export function usePreparing(): string | null {
  const preparing = useContext(PreparingContext)
  return preparing && text.accounts.preparing(preparing.hours, preparing.progressPct)
}
