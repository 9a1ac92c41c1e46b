import type { MarketEvent } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import type { KeyFrame } from '../market/key-frame.js'

/**
 * What a file says of a market, in its order. `begin` and `end` say that nothing is missing between them, however long it was
 * quiet. Without them a long pause is a hole.
 */
export type MarketStep =
  | {
      readonly kind: 'begin'
      readonly timeMs: UnixMs
      /** What the market was then. Null: what the events before made of it. */
      readonly keyFrame: KeyFrame | null
      /** How many events before it were heard and are not recorded. */
      readonly dropped: number
    }
  | { readonly kind: 'event'; readonly timeMs: UnixMs; readonly event: MarketEvent }
  | { readonly kind: 'end'; readonly timeMs: UnixMs }
