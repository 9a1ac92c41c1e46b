import type { DataSource } from './source.js'
import type { UnixMs } from './units.js'

export interface Account {
  /** 1 to 64 of a–z, 0–9, `-` and `_`. */
  readonly id: string
  readonly name: string
  readonly kind: 'PAPER' | 'PUBLISHED'
  readonly agent: string | null
  readonly source: DataSource
  /** By our clock. */
  readonly openedAtMs: UnixMs
}
