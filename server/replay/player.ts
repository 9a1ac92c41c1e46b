import type { UnixMs } from '../domain/units.js'

/** When anything can change next, and whether nothing is recorded before. */
interface NextChange {
  readonly atMs: UnixMs
  readonly isAfterHole: boolean
}

/** What it would play is not kept any more. */
export class PastRemoved extends Error {
  override readonly name = 'PastRemoved'
}

/** Plays a recorded market on a clock of its own. */
export interface Player extends AsyncDisposable {
  /** The time of its clock. While it goes to another time: where it was before. */
  readonly positionMs: UnixMs
  /** Null: nothing more is recorded. */
  next(): Promise<NextChange | null>
  /**
   * Plays everything until then, and lets others go on in between. Stops earlier, at any time, when the signal is aborted. Rejects with
   * `PastRemoved`.
   */
  until(ms: UnixMs, signal: AbortSignal): Promise<void>
  /**
   * Goes to another time. Readers are told nothing from the times between, and what is there when it resolves. When the signal is
   * aborted, it has to go somewhere else before it plays. Rejects with `PastRemoved`.
   */
  seek(ms: UnixMs, signal: AbortSignal): Promise<void>
}
