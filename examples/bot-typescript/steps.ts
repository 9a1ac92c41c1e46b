import type { InstrumentsQuery } from './gql/graphql.js'

export type Instrument = InstrumentsQuery['instruments']['instruments'][number]

/** The price on the tick that is nearest to this one. What the exchange did not tell holds nobody. */
export function onTick({ tickSize, tickSteps }: Instrument, price: number): number {
  const tick = tickSteps?.findLast(({ above }) => price > above)?.tick ?? tickSize
  return tick === null ? price : withoutDust(Math.round(price / tick) * tick)
}

/** The most whole lots that are not above a quantity in the coin. The lot of an inverse perpetual is in USD. */
export function inLots({ lotSize, amountUnit }: Instrument, quantityCoin: number, priceUsd: number): number {
  if (lotSize === null) return quantityCoin
  const lotCoin = amountUnit === 'USD' ? lotSize / priceUsd : lotSize
  return Number((Math.floor(quantityCoin / lotCoin + 1e-9) * lotCoin).toFixed(8))
}

/** 0.3 for 0.30000000000000004. */
function withoutDust(value: number): number {
  return Number(value.toPrecision(14))
}
