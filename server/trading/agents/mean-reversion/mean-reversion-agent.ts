import { hold } from '../hold.js'
import { hedgeDelta } from '../options/delta-hedge.js'
import { manageLegs } from '../options/manage-legs.js'
import { optionLegs, type OptionLeg } from '../options/option-legs.js'
import { pauseAfter } from '../options/pause.js'
import type { TradingAgent } from '../trading-agent.js'
import { perpetualSymbol } from '../view.js'
import { followVolatility, type RealizedVolatility } from '../volatility.js'
import { duration } from '../wording.js'
import { enterStraddle } from './enter-straddle.js'
import { measureRichness, type Richness } from './richness.js'
import { defaultMeanReversionRules, type MeanReversionRules } from './rules.js'

export interface MeanReversionOptions {
  /** Whose options it trades, and whose perpetual it hedges with. */
  readonly currency?: string
  readonly rules?: MeanReversionRules
}

/**
 * Trades implied against realized volatility: sells the straddle at the money when its IV is rich against what the index
 * does, buys it when it is cheap, and closes when the ratio of the two has reverted. The straddle starts near
 * delta-neutral; what delta it gains is hedged with the perpetual, beyond a band.
 *
 * Its confidence is how far the ratio is past fair on the logarithmic scale, `1 − exp(−|ln(ratio / reverted)| / 0.3)`:
 * 0 where the trade would be over, 0.63 at 30 % beyond. Null before the ratio is known and for hedges.
 */
export function meanReversionAgent({
  currency = 'BTC',
  rules = defaultMeanReversionRules,
}: MeanReversionOptions = {}): TradingAgent {
  let heard: RealizedVolatility | null = null
  const pause = pauseAfter(rules.pauseMs)
  return {
    name: 'Volatility mean reversion',
    model: 'mean-reversion-1',
    currency,
    decide(view) {
      const { nowMs, market } = view
      if (heard !== null && nowMs < heard.timeMs) heard = null
      const waitMs = pause.leftMs(nowMs)
      const { indexPriceUsd: priceUsd } = market
      if (priceUsd !== null && priceUsd > 0) {
        heard = followVolatility(heard, { timeMs: nowMs, priceUsd, windowMs: rules.windowMs })
      }
      const legs = optionLegs(view)
      const richness = measureRichness(view, heard, rules, legs[0]?.option.expiryMs ?? null)
      if (legs.length > 0) {
        pause.touch(nowMs)
        return manageLegs(view, legs, { ...rules, ...judgeHeld(legs, richness, rules) })
      }
      const symbol = perpetualSymbol(view)
      const { decision: unwinding } = hedgeDelta(view, legs, rules.hedge)
      if (unwinding) return [unwinding]
      if ('missing' in richness) return [hold(symbol, richness.missing)]
      if (waitMs > 0) return [hold(symbol, `${richness.words} Waiting for ${duration(waitMs)} before the next trade.`)]
      const direction = directionOf(richness, rules)
      if (direction === null) {
        const { sell, buy } = rules
        return [hold(symbol, `${richness.words} It takes ${sell.enterRatio} to sell and ${buy.enterRatio} to buy.`)]
      }
      const confidence = confidenceIn(richness, direction, rules)
      const decisions = enterStraddle(view, richness, { direction, confidence }, rules)
      if (decisions.length > 1) pause.touch(nowMs)
      return decisions
    },
  }
}

function directionOf({ ratio }: Richness, { sell, buy }: MeanReversionRules): 1 | -1 | null {
  if (ratio >= sell.enterRatio) return -1
  return ratio <= buy.enterRatio ? 1 : null
}

/** Whether what is held is over: the side of the trade is that of its options. */
function judgeHeld(
  legs: readonly OptionLeg[],
  richness: Richness | { readonly missing: string },
  rules: MeanReversionRules,
) {
  const direction = legs.some(({ position }) => position.side === 'SHORT') ? -1 : 1
  const held = `Holding ${legs.length} options, ${direction === 1 ? 'bought' : 'sold'}.`
  if ('missing' in richness) return { overBecause: null, confidence: null, standing: `${held} ${richness.missing}` }
  const { revertedRatio } = direction === 1 ? rules.buy : rules.sell
  const reverted = direction * (richness.ratio - revertedRatio) >= 0
  const confidence = confidenceIn(richness, direction, rules)
  const standing = `${held} ${richness.words} It is over at ${revertedRatio}.`
  return {
    overBecause: reverted ? `${richness.words} It has reverted to ${revertedRatio}.` : null,
    confidence,
    standing,
  }
}

function confidenceIn({ ratio }: Richness, direction: 1 | -1, rules: MeanReversionRules): number {
  const { revertedRatio } = direction === 1 ? rules.buy : rules.sell
  return 1 - Math.exp(-Math.abs(Math.log(ratio / revertedRatio)) / 0.3)
}
