import type { AccountSet } from '../domain/account-set.js'
import type { UnixMs } from '../domain/units.js'
import type { Asker } from '../lib/asker.js'
import type { TimelineParts } from './timeline.js'

/** What is read of a market. Values of options are most of the work, and candles take what was heard for longer before. */
export interface MarketRead {
  readonly hasOptions: boolean
  readonly hasCandles: boolean
}

/** A time, and what is read of it: the market or the accounts. */
export type Moment = MarketMoment | AccountsMoment

export interface MarketMoment extends MarketRead {
  readonly kind: 'MARKET'
  readonly atMs: UnixMs
}

export interface AccountsMoment {
  readonly kind: 'ACCOUNTS'
  readonly atMs: UnixMs
  /** The accounts of which it is read what they were worth. That takes the market until then. */
  readonly valued: AccountSet
}

/** The same text for the same moment. */
export function nameOf(moment: Moment): string {
  return [moment.kind, moment.atMs, ...read(moment)].join(' ')
}

function read(moment: Moment): readonly string[] {
  if (moment.kind === 'MARKET')
    return [...(moment.hasOptions ? ['OPTIONS'] : []), ...(moment.hasCandles ? ['CANDLES'] : [])]
  return moment.valued === 'ALL' ? ['ALL'] : moment.valued
}

/** Moments by their names: what they are, or why they are not there. `NotRecorded` and `StoreUnavailable` are usual. */
export type FoundMoments = ReadonlyMap<string, TimelineParts | Error>

/** What was at times of the past. */
export interface Moments {
  /**
   * Does work with moments, which are in memory until it ends. So only some of it runs at a time, and askers take turns. When all its
   * moments are at hand, it begins at once, and also without an asker. What is not at hand is made in the time of the asker. Rejects
   * as `FairQueue` before the work has begun, and as the work.
   */
  reading<T>(moments: readonly Moment[], work: (found: FoundMoments) => Promise<T>, asker?: Asker): Promise<T>
}
