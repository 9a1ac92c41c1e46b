import type { OptionContract, OptionGreeks } from '../domain/option-chain.js'
import { precision } from '../domain/precision.js'
import { roundFinely, roundOrNull } from '../lib/round.js'
import { sameFields } from '../lib/same.js'

/** Whether two published options are equal apart from their times. */
export function sameContract(a: OptionContract, b: OptionContract): boolean {
  if (a === b) return true
  return sameFields(a, b, ['asOf', 'quoteAsOf', 'markAsOf', 'greeks']) && sameGreeks(a.greeks, b.greeks)
}

/** As `sameContract`, of whole lists. */
export function sameContracts(a: readonly OptionContract[], b: readonly OptionContract[]): boolean {
  if (a === b) return true
  return a.length === b.length && b.every((one, index) => a[index] !== undefined && sameContract(a[index], one))
}

function sameGreeks(a: OptionGreeks | null, b: OptionGreeks | null): boolean {
  return a === b || (a !== null && b !== null && sameFields(a, b))
}

/** An option at its published precision. Answers `previous` itself when nothing differs. */
export function publishContract(heard: OptionContract, previous: OptionContract | undefined): OptionContract {
  const next = publishedContract(heard)
  if (!previous || !sameFields(next, previous, ['greeks'])) return next
  return sameGreeks(next.greeks, previous.greeks) ? previous : next
}

function publishedContract(heard: OptionContract): OptionContract {
  return {
    ...heard,
    bidPriceCoin: roundOrNull(heard.bidPriceCoin, precision.premiumCoin),
    bidPriceUsd: roundOrNull(heard.bidPriceUsd, precision.premiumUsd),
    bidAmountCoin: roundOrNull(heard.bidAmountCoin, precision.coin),
    bidIv: roundOrNull(heard.bidIv, precision.iv),
    askPriceCoin: roundOrNull(heard.askPriceCoin, precision.premiumCoin),
    askPriceUsd: roundOrNull(heard.askPriceUsd, precision.premiumUsd),
    askAmountCoin: roundOrNull(heard.askAmountCoin, precision.coin),
    askIv: roundOrNull(heard.askIv, precision.iv),
    markPriceCoin: roundOrNull(heard.markPriceCoin, precision.premiumCoin),
    markPriceUsd: roundOrNull(heard.markPriceUsd, precision.premiumUsd),
    markIv: roundOrNull(heard.markIv, precision.iv),
    lastPriceCoin: roundOrNull(heard.lastPriceCoin, precision.premiumCoin),
    lastPriceUsd: roundOrNull(heard.lastPriceUsd, precision.premiumUsd),
    greeks: heard.greeks && publishedGreeks(heard.greeks),
    openInterestCoin: roundOrNull(heard.openInterestCoin, precision.coin),
    volume24hCoin: roundOrNull(heard.volume24hCoin, precision.coin),
  }
}

function publishedGreeks({ delta, gamma, vega, theta, rho, origin }: OptionGreeks): OptionGreeks {
  return {
    delta: roundFinely(delta, precision.greek),
    gamma: roundFinely(gamma, precision.gamma),
    vega: roundFinely(vega, precision.greek),
    theta: roundFinely(theta, precision.greek),
    rho: roundFinely(rho, precision.greek),
    origin,
  }
}
