import type { DataSource, Freshness } from '../gql/graphql.js'

/** What every live payload says about itself. */
export interface LiveHeader {
  readonly seq: number
  readonly asOf: string | null
  readonly source: DataSource
  readonly freshness: Freshness
}
