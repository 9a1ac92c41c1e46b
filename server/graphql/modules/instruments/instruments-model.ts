import type { InstrumentsView } from '../../../market/instrument-views.js'

/** A view, and how many instruments of it the caller wants. */
export interface InstrumentsModel extends InstrumentsView {
  readonly first: number
}
