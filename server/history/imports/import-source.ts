import type { MarketEvent } from '../../domain/market-events.js'
import type { DataSource } from '../../domain/source.js'
import type { UnixMs } from '../../domain/units.js'
import type { KeyFrame } from '../../market/key-frame.js'

/**
 * What stands in a file of a market. `begin` and `end` say that nothing is missing between them, however long it was quiet.
 * Without them a long pause is a hole.
 */
export type ImportStep =
  | {
      readonly kind: 'begin'
      readonly timeMs: UnixMs
      /** What the market was then. Null: what the events before made of it. */
      readonly keyFrame: KeyFrame | null
      /** How many events before it were heard and are not recorded. */
      readonly dropped: number
    }
  | { readonly kind: 'event'; readonly timeMs: UnixMs; readonly event: MarketEvent }
  | { readonly kind: 'end'; readonly timeMs: UnixMs }

/** How often something in a file was left out, and what. */
export interface LeftOutOfFile {
  readonly count: number
  readonly what: string
}

/** A file that can be imported. */
export interface ImportSource {
  readonly file: string
  readonly bytes: number
  /** Whose market it is. */
  readonly source: DataSource
  readonly currencies: readonly string[]
  /** In the order of time. Throws a `FileFault` where the file does not hold what it should. `onRead`: how many bytes of the file. */
  steps(onRead: (bytes: number) => void): AsyncGenerator<ImportStep>
  /** Known when `steps` has ended. */
  leftOut(): readonly LeftOutOfFile[]
}
