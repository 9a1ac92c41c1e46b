import type { EventBus } from '../../bus/event-bus.js'
import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import type { QuoteBoard } from '../board/quote-board.js'
import type { Committer } from '../committer.js'
import type { Turns } from './turns.js'

/** What all accounts share. */
export interface AccountParts {
  readonly board: QuoteBoard
  readonly bus: EventBus
  readonly committer: Committer
  /** The turns of an account: everything that opens or changes it takes one. */
  readonly turnsOf: (accountId: string) => Turns
  readonly sampleIntervalMs: number
  readonly newId: () => string
  /** Our clock. */
  readonly now: () => UnixMs
  /** Called with samples of account value when no later mark can change them. */
  readonly onSamples: (accountId: string, samples: readonly EquityPoint[]) => void
  /** Called with the reason when a change of the engine could not be committed. The engine tries again. */
  readonly onFailure: (accountId: string, error: unknown) => void
}
