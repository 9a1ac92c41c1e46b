import { hold } from '../hold.js'
import { hedgeDelta } from '../options/delta-hedge.js'
import { manageLegs } from '../options/manage-legs.js'
import { chanceAllExpireWorthless } from '../options/net-delta.js'
import { optionLegs } from '../options/option-legs.js'
import { pauseAfter } from '../options/pause.js'
import type { TradingAgent } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { duration, percent } from '../wording.js'
import { defaultVolSellerRules, type VolSellerRules } from './rules.js'
import { sellStrangle } from './sell-strangle.js'

export interface VolSellerOptions {
  /** Whose options it sells, and whose perpetual it hedges with. */
  readonly currency?: string
  readonly rules?: VolSellerRules
}

/**
 * Sells a strangle one to five weeks out, each leg with its stop, target and invalidation for the engine, and keeps the
 * account's delta in a band with the perpetual. A leg stands on its own; the next strangle waits until all are gone.
 *
 * Its confidence is about the chance that no option sold ends in the money, `1 − Σ |delta|` by the live deltas; null for
 * hedges and where a delta is unknown. What it holds is read from the account, so a restart costs it only its pause.
 */
export function volSellerAgent({
  currency = 'BTC',
  rules = defaultVolSellerRules,
}: VolSellerOptions = {}): TradingAgent {
  const pause = pauseAfter(rules.pauseMs)
  return {
    name: 'Volatility seller',
    model: 'vol-seller-1',
    currency,
    decide(view) {
      const legs = optionLegs(view)
      const waitMs = pause.leftMs(view.nowMs)
      if (legs.length > 0) {
        pause.touch(view.nowMs)
        const confidence = chanceAllExpireWorthless(legs)
        const chance = confidence === null ? 'unknown' : percent(confidence)
        const standing = `Holding ${legs.length} options; the chance that all expire worthless is ${chance}.`
        return manageLegs(view, legs, { ...rules, overBecause: null, confidence, standing })
      }
      const { decision: unwinding } = hedgeDelta(view, legs, rules.hedge)
      if (unwinding) return [unwinding]
      if (waitMs > 0) return [hold(perpetualSymbol(view), `Waiting for ${duration(waitMs)} before the next strangle.`)]
      const decisions = sellStrangle(view, rules)
      if (decisions.length > 1) pause.touch(view.nowMs)
      return decisions
    },
  }
}
