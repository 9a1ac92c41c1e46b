import { addCoin, exactCoin, finestCoin, subtractCoin } from '../../domain/coin.js'
import type { ListedInstrument } from '../../domain/instrument.js'
import { tickAt } from '../../domain/instrument.js'
import type { Quote } from '../../domain/quote.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { roundTo, withoutDust } from '../../lib/round.js'
import type { OrderTerms } from './step.js'

type OffStep = RefusalOf<'OffStep'>
type Offers = Pick<Quote, 'bidPriceUsd' | 'askPriceUsd'>

/** What binary fractions add to a number, as a part of it. */
const dust = 1e-12

/** Which terms of an order are new, and so held to the steps; and how much of it was filled before. */
export interface GivenTerms {
  readonly limit: boolean
  readonly quantity: boolean
  readonly filledCoin: number
}

/** Those of an order that arrives. */
export const allGiven: GivenTerms = { limit: true, quantity: true, filledCoin: 0 }

/**
 * Why the limit or the quantity of an order is none of the exchange's steps. What was not told holds nobody. What only
 * reduces may be of any quantity: a position may be odd.
 */
export function offStep(
  terms: OrderTerms,
  listed: ListedInstrument,
  quote: Offers,
  { limit, quantity, filledCoin }: GivenTerms = allGiven,
): OffStep | null {
  const isHeldToLot = quantity && !terms.reduceOnly
  return (limit ? offTick(terms, listed) : null) ?? (isHeldToLot ? offLot(terms, listed, quote, filledCoin) : null)
}

const pricesInUsd = ['limitPriceUsd', 'stopLossUsd', 'profitTargetUsd'] as const

/**
 * Why a limit, a stop or a target is no multiple of the tick. The stops of an inverse option are in USD and its tick is in
 * the coin, so these may be any price.
 */
export function offTick(terms: Partial<OrderTerms>, { tickSize, ...listed }: ListedInstrument): OffStep | null {
  if (tickSize === null) return null
  const isInCoin = listed.kind === 'OPTION' && listed.premiumUnit === 'COIN'
  for (const field of isInCoin ? (['limitPriceCoin'] as const) : pricesInUsd) {
    const price = terms[field] ?? null
    if (price === null) continue
    const tick = tickAt(tickSize, price)
    const { isOn, below, above } = around(price, tick, price * dust)
    if (!isOn) return refusal(listed.symbol, { field, step: tick, below: below > 0 ? below : null, above }, 'tick')
  }
  return null
}

/** In USD a lot is one at the limit, and what was filled had other prices: so what is left of the order is held to it. */
function offLot(terms: OrderTerms, listed: ListedInstrument, quote: Offers, filledCoin: number): OffStep | null {
  const { symbol, amountUnit } = listed
  const isInUsd = amountUnit === 'USD'
  const offered = terms.side === 'BUY' ? quote.askPriceUsd : quote.bidPriceUsd
  const unitsPerCoin = isInUsd ? (terms.limitPriceUsd ?? offered) : 1
  if (unitsPerCoin === null) return null
  // The price that a MARKET order meets is not known to who sends it.
  const lot = isInUsd && terms.type === 'MARKET' ? null : listed.lotSize
  const least = listed.minOrderSize ?? lot ?? 0
  const step = lot ?? least
  if (step <= 0) return null
  const doneCoin = isInUsd ? filledCoin : 0
  const amount = subtractCoin(terms.quantityCoin, doneCoin) * unitsPerCoin
  const coin = (units: number) => addCoin(doneCoin, exactCoin(units / unitsPerCoin))
  const slack = isInUsd ? Math.max(finestCoin * unitsPerCoin, amount * dust) : amount * dust
  const facts = { field: 'quantityCoin', step: withoutDust(step / unitsPerCoin) } as const
  if (amount < least - slack)
    return refusal(symbol, { ...facts, below: null, above: addCoin(doneCoin, ceilCoin(least, unitsPerCoin)) }, 'least')
  if (lot === null) return null
  const { isOn, below, above } = around(amount, lot, slack)
  return isOn
    ? null
    : refusal(symbol, { ...facts, below: below < least ? null : coin(below), above: coin(above) }, 'lot')
}

/** Not less than the amount, whatever 8 decimals leave of it. */
function ceilCoin(units: number, unitsPerCoin: number): number {
  return exactCoin(Math.ceil(roundTo(units / unitsPerCoin / finestCoin, 4)) * finestCoin)
}

/** The multiples of a step around a value, and whether it is one but for `slack`. */
function around(value: number, step: number, slack: number) {
  const isOn = Math.abs(value - Math.round(value / step) * step) <= slack
  const steps = Math.floor(value / step)
  return { isOn, below: withoutDust(steps * step), above: withoutDust((steps + 1) * step) }
}

const words = { tick: 'no multiple of the tick', lot: 'no multiple of the lot', least: 'less than the smallest order' }

function refusal(symbol: string, facts: Pick<OffStep, 'field' | 'step' | 'below' | 'above'>, why: keyof typeof words) {
  const { field, below, above } = facts
  const nearest = below === null ? `${above}` : `${below} or ${above}`
  const message = `The ${field} is ${words[why]} of ${symbol}; the nearest is ${nearest}`
  return { refused: 'OffStep', ...facts, message } as const
}
