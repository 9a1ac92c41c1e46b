import type { Prediction } from './column.js'

/** How the numbers of market events are predicted. Another prediction is another version of the format. */
export const prediction: Prediction = {
  subjects: ['symbol', 'currency'],
  alike: new Set(['heardMs', 'eventTimeMs', 'receivedTimeMs', 'underlyingPriceUsd']),
}
