import type { UnixMs } from './units.js'

/** Why something of a recording is not played as it stands. */
export type LeftOut = 'unread' | 'cutOff' | 'undated' | 'misdated' | 'outOfOrder'

/** What one round of a recording holds, and what of it is not played; every field is defined in `schema/status.graphql`. */
export interface RecordingFacts {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly frames: number
  readonly pausesCut: number
  readonly cutMs: number
  readonly startsOver: number
  readonly leftOut: Readonly<Record<LeftOut, number>>
}
