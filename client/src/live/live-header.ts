import type { DataSource, Freshness } from '../gql/graphql.js'

/** What a live value says about itself. One that several sources make up names none of them. */
export interface LiveValue {
  /** Null where nothing is counted. */
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
