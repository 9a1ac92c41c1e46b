import type { DataSource, Freshness } from '../gql/graphql.js'

/** What a live value says about itself. `source` is left out when several sources make up the value. */
export interface LiveValue {
  /** Null when its changes are not counted. */
  readonly seq: number | null
  readonly asOf: string | null
  readonly freshness: Freshness
  readonly source?: DataSource
}

/** What every live payload of the API says about itself. */
export interface LiveHeader extends LiveValue {
  readonly seq: number
  readonly source: DataSource
}
