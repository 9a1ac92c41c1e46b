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
  /** Whatever changes or opens an account takes its turn. */
  readonly turnsOf: (accountId: string) => Turns
  readonly sampleIntervalMs: number
  readonly newId: () => string
  /** Our clock. */
  readonly now: () => UnixMs
  /** Told of samples of account value as they settle. */
  readonly onSamples: (accountId: string, samples: readonly EquityPoint[]) => void
  /** Told why what the engine does by itself could not be committed; it is tried again. */
  readonly onFailure: (accountId: string, error: unknown) => void
}
