/** Where numbers come from; the values are those of the schema. */
export type DataSource = 'SIMULATED' | 'DERIBIT' | 'REPLAY' | 'PUBLISHED'

/** Whether the source of a value is still being heard. */
export type Freshness = 'LIVE' | 'STALE'

/** What a live value is before it is published: nothing is rounded and nothing is counted. Trading reads only this. */
export type Unpublished<T extends LiveHeader> = Omit<T, 'seq'> & { readonly seq?: never }

/** Who calculated a number: the exchange, or our pricing model. */
export type ValueOrigin = 'EXCHANGE' | 'MODEL'

/** A state of a stream. */
export interface Sequenced {
  /** Counts the changes of its stream since the server started, by one. */
  readonly seq: number
}

/** What every live value says about itself. */
export interface LiveHeader extends Sequenced {
  /** When the value was true, by the clock of its source; null while nothing was heard. */
  readonly asOf: number | null
  readonly source: DataSource
  readonly freshness: Freshness
}
