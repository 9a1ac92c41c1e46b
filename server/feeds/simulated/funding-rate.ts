import type { Fraction } from '../../domain/units.js'

const dampingBand = 0.00025
const cap = 0.005

/**
 * Deribit's funding rate per eight hours. It is the premium of the mark price over the index, less a band of ±0.025 %
 * in which nobody pays. It is at most ±0.5 %.
 */
export function fundingRate8h(markUsd: number, indexUsd: number): Fraction {
  const premium = (markUsd - indexUsd) / indexUsd
  const damped = Math.max(dampingBand, premium) + Math.min(-dampingBand, premium)
  return Math.max(-cap, Math.min(cap, damped))
}
