import { expiryOf, type PriceSeries } from '../../domain/candle.js'
import { HeardBars } from './heard-bars.js'

/** Knows whether somebody has asked for bars of an option. */
export class AskedBars extends HeardBars {
  isOptionAsked = false

  override prepare(series: PriceSeries): Promise<void> {
    this.isOptionAsked ||= expiryOf(series) !== null
    return super.prepare(series)
  }
}
