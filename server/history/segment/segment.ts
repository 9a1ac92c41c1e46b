import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'
import type { RecordedEvent } from '../recorded-event.js'

/** A span of one market. */
export interface Segment {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  /** What the market was when the span began. Null: the span goes on where the one before ended. */
  readonly keyFrame: KeyFrame | null
  /** In the order in which we heard of them. */
  readonly events: readonly RecordedEvent[]
}
