import type { InstrumentsView } from '../../../market/instrument-views.js'

/** A view with how many of it were asked for. */
export interface InstrumentsModel extends InstrumentsView {
  readonly first: number
}
