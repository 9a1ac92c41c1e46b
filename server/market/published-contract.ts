import type { OptionContract, OptionGreeks } from '../domain/option-chain.js'
import { roundOrNull, roundTo } from '../lib/round.js'
import { sameFields } from '../lib/same-fields.js'

/** An option at its published precision. Answers `previous` itself when nothing but the time differs. */
export function publishContract(heard: OptionContract, previous: OptionContract | undefined): OptionContract {
  const next = publishedContract(heard)
  if (!previous || !sameFields(next, previous, ['asOf', 'quoteAsOf', 'markAsOf', 'greeks'])) return next
  return sameGreeks(next.greeks, previous.greeks) ? previous : next
}

function sameGreeks(a: OptionGreeks | null, b: OptionGreeks | null): boolean {
  return a === b || (a !== null && b !== null && sameFields(a, b))
}

function publishedContract(heard: OptionContract): OptionContract {
  return {
    ...heard,
    bidPriceCoin: roundOrNull(heard.bidPriceCoin, 8),
    bidPriceUsd: roundOrNull(heard.bidPriceUsd, 2),
    bidAmountCoin: roundOrNull(heard.bidAmountCoin, 8),
    bidIv: roundOrNull(heard.bidIv, 4),
    askPriceCoin: roundOrNull(heard.askPriceCoin, 8),
    askPriceUsd: roundOrNull(heard.askPriceUsd, 2),
    askAmountCoin: roundOrNull(heard.askAmountCoin, 8),
    askIv: roundOrNull(heard.askIv, 4),
    markPriceCoin: roundOrNull(heard.markPriceCoin, 8),
    markPriceUsd: roundOrNull(heard.markPriceUsd, 2),
    markIv: roundOrNull(heard.markIv, 4),
    lastPriceCoin: roundOrNull(heard.lastPriceCoin, 8),
    lastPriceUsd: roundOrNull(heard.lastPriceUsd, 2),
    greeks: heard.greeks && publishedGreeks(heard.greeks),
    openInterestCoin: roundOrNull(heard.openInterestCoin, 8),
    volume24hCoin: roundOrNull(heard.volume24hCoin, 8),
  }
}

/** Five decimals, as the exchange sends them; gamma of the model has more. */
function publishedGreeks({ delta, gamma, vega, theta, rho, origin }: OptionGreeks): OptionGreeks {
  return {
    delta: roundTo(delta, 5),
    gamma: roundTo(gamma, 8),
    vega: roundTo(vega, 5),
    theta: roundTo(theta, 5),
    rho: roundTo(rho, 5),
    origin,
  }
}
