import type { DataSource } from './source.js'

export interface Account {
  readonly id: string
  readonly name: string
  readonly kind: 'PAPER' | 'PUBLISHED'
  readonly agent: string | null
  readonly source: DataSource
}
