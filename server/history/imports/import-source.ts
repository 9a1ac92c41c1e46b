import type { DataSource } from '../../domain/source.js'
import type { MarketStep } from '../market-step.js'

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
  steps(onRead: (bytes: number) => void): AsyncGenerator<MarketStep>
  /** Known when `steps` has ended. */
  leftOut(): readonly LeftOutOfFile[]
}
