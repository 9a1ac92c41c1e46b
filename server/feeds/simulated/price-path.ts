import type { Fraction, UnixMs } from '../../domain/units.js'
import { bridgedPath, type MeanReversion, type PathParts } from './bridged-path.js'
import { keyOf, normalAt } from './hashed-random.js'
import type { MarketJumps } from './market-jumps.js'
import type { MarketSettings } from './market-settings.js'

/** An index price with stochastic volatility and rare jumps, and that volatility, as functions of time. */
export interface PricePath {
  priceUsd(timeMs: UnixMs): number
  /** Volatility per year at a time, without jumps. */
  volatility(timeMs: UnixMs): Fraction
}

/** Prices have a node every 64 ms. */
export const finestPriceLevel = 6

/** Half of a distance from the usual price is gone after this time. Within weeks nobody sees it. */
const priceHalfLifeYears = 0.75
/** Logarithm of the volatility over its long-run level. */
const logVol: MeanReversion = { mean: -0.05, halfLifeYears: 6 / 365, deviation: 0.22 }
/** Volatility tends to rise when the price falls. */
const returnToVol = -0.55
/** How much a jump of size one adds to the log volatility. */
const jumpToVol = 4

/**
 * The path of a currency. All currencies of a seed share a part of their moves, and the jumps. The price stays around
 * its usual one: within a factor of four or so for BTC, for as long as anybody looks.
 */
export function pricePath(settings: MarketSettings, seed: string, jumps: MarketJumps): PricePath {
  const { currency, usualUsd, annualVol, marketShare, jumpFactor } = settings
  const marketKey = keyOf(`${seed}/market`)
  const ownKey = keyOf(`${seed}/${currency}/price`)
  const volKey = keyOf(`${seed}/${currency}/volatility`)
  const ownShare = Math.sqrt(1 - marketShare ** 2)
  // The volatility asks first, then the price at the same node.
  const moveAt = rememberNode(
    (level, index) => marketShare * normalAt(marketKey, level, index) + ownShare * normalAt(ownKey, level, index),
  )
  const volShare = Math.sqrt(1 - returnToVol ** 2)
  const volPath = bridgedPath({
    reversion: logVol,
    finestLevel: finestPriceLevel,
    normalAt: (level, index) => returnToVol * moveAt(level, index) + volShare * normalAt(volKey, level, index),
  })
  const activityAt = (timeMs: UnixMs) => Math.exp(volPath(timeMs) + jumpToVol * jumpFactor * jumps.excitement(timeMs))
  const logPrice = bridgedPath({
    reversion: { mean: 0, halfLifeYears: priceHalfLifeYears, deviation: longRunDeviation(annualVol) },
    finestLevel: finestPriceLevel,
    normalAt: moveAt,
    activityAt,
  })
  return {
    priceUsd: (timeMs) => usualUsd * Math.exp(logPrice(timeMs) + jumpFactor * jumps.effect(timeMs)),
    volatility: (timeMs) => annualVol * activityAt(timeMs),
  }
}

/** How far a logarithm strays that moves with this volatility and returns with the half-life above. */
function longRunDeviation(annualVol: Fraction): number {
  return annualVol * Math.sqrt(priceHalfLifeYears / (2 * Math.LN2))
}

/** The same function of a node. It keeps its last answer. */
function rememberNode(numberAt: NodeNumber): NodeNumber {
  let [lastLevel, lastIndex, last] = [Number.NaN, Number.NaN, 0]
  return (level, index) => {
    if (level !== lastLevel || index !== lastIndex)
      [lastLevel, lastIndex, last] = [level, index, numberAt(level, index)]
    return last
  }
}

type NodeNumber = PathParts['normalAt']
