import { tickAt, type ListedInstrument } from '../../domain/instrument.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { multiplesAround } from '../../lib/multiples.js'
import type { OrderTerms } from './step.js'

export type OffStep = RefusalOf<'OffStep'>

const pricesInUsd = ['limitPriceUsd', 'stopLossUsd', 'profitTargetUsd'] as const

type Prices = Partial<Pick<OrderTerms, (typeof pricesInUsd)[number] | 'limitPriceCoin'>>

/**
 * Which limit, stop or target is not a multiple of the tick. Where no tick is listed, any price is good. Stops and targets of
 * an inverse option may have any price, because they are in USD and its tick is in the coin.
 */
export function offTick(prices: Prices, { tickSize, ...listed }: ListedInstrument): OffStep | null {
  if (tickSize === null) return null
  const isInCoin = listed.kind === 'OPTION' && listed.premiumUnit === 'COIN'
  for (const field of isInCoin ? (['limitPriceCoin'] as const) : pricesInUsd) {
    const price = prices[field] ?? null
    if (price === null) continue
    const off = offMultiple(field, price, tickAt(tickSize, price))
    if (off) return offStep(listed.symbol, off, 'tick')
  }
  return null
}

/** The multiples of a step around a value. Null when the value is one itself. */
export function offMultiple(field: OffStep['field'], value: number, step: number): Beside | null {
  const { isOn, below, above } = multiplesAround(value, step)
  return isOn ? null : { field, step, below: below > 0 ? below : null, above }
}

type Beside = Pick<OffStep, 'field' | 'step' | 'below' | 'above'>

const words = {
  tick: 'not a multiple of the tick',
  lot: 'not a multiple of the lot',
  least: 'less than the smallest order',
}

export function offStep(symbol: string, facts: Beside, why: keyof typeof words): OffStep {
  const { field, below, above } = facts
  const nearest = below === null ? `${above}` : `${below} or ${above}`
  const message = `The ${field} is ${words[why]} of ${symbol}; the nearest is ${nearest}`
  return { refused: 'OffStep', ...facts, message }
}
