import { isLinear } from '../../domain/instrument-name.js'
import type { HeardMarket } from '../../domain/market-data.js'
import type { HeardChain, OptionContract } from '../../domain/option-chain.js'
import type { Quote } from '../../domain/quote.js'

/** The perpetual of a currency as something to trade; null while there is none. Its sizes are in USD on the exchange. */
export function perpetualQuote({ perpetual, indexPriceUsd, source, freshness }: HeardMarket): Quote | null {
  if (perpetual === null) return null
  const { symbol, bidAmountUsd, askAmountUsd, markPriceUsd, fundingRate8h, asOf, state } = perpetual
  const quoted = (priceUsd: number | null) => (perpetual.quoteDoubted ? null : priceUsd)
  const [bidPriceUsd, askPriceUsd] = [quoted(perpetual.bidPriceUsd), quoted(perpetual.askPriceUsd)]
  const believed = perpetual.markDoubted ? null : markPriceUsd
  return {
    symbol,
    state,
    bidPriceUsd,
    bidQuantityCoin: coins(bidAmountUsd, bidPriceUsd),
    askPriceUsd,
    askQuantityCoin: coins(askAmountUsd, askPriceUsd),
    markPriceUsd: believed,
    lastMarkPriceUsd: believed,
    bidPriceCoin: null,
    askPriceCoin: null,
    markPriceCoin: null,
    markIv: null,
    greeks: null,
    underlyingPriceUsd: believed,
    lastUnderlyingPriceUsd: believed,
    indexPriceUsd,
    fundingRate8h,
    asOf,
    source,
    freshness,
  }
}

/**
 * A contract of a chain as something to trade; null before anything was heard of it. It is LIVE when its own quote, its
 * mark and the forward are, whatever the rest of the chain is.
 */
export function optionQuote(chain: HeardChain, contract: OptionContract, isListed: boolean): Quote | null {
  const { symbol, state, asOf, markIv, greeks } = contract
  if (asOf === null) return null
  const believed = (mark: number | null) => (contract.markDoubted ? null : mark)
  const quoted = (price: number | null) => (contract.quoteDoubted ? null : price)
  const groups = [chain.underlyingFreshness, contract.quoteFreshness, contract.markFreshness]
  const isLive = isListed && groups.every((freshness) => freshness === 'LIVE')
  const inverse = !isLinear(chain.currency)
  const coin = (price: number | null) => (inverse ? price : null)
  return {
    symbol,
    state,
    bidPriceUsd: quoted(contract.bidPriceUsd),
    bidQuantityCoin: contract.bidAmountCoin,
    askPriceUsd: quoted(contract.askPriceUsd),
    askQuantityCoin: contract.askAmountCoin,
    markPriceUsd: believed(contract.markPriceUsd),
    lastMarkPriceUsd: believed(contract.markPriceUsd),
    bidPriceCoin: coin(quoted(contract.bidPriceCoin)),
    askPriceCoin: coin(quoted(contract.askPriceCoin)),
    markPriceCoin: coin(believed(contract.markPriceCoin)),
    markIv: believed(markIv),
    greeks,
    underlyingPriceUsd: chain.underlyingPriceUsd,
    lastUnderlyingPriceUsd: chain.underlyingPriceUsd,
    indexPriceUsd: chain.indexPriceUsd,
    fundingRate8h: null,
    asOf,
    source: chain.source,
    freshness: isLive ? 'LIVE' : 'STALE',
  }
}

function coins(amountUsd: number | null, priceUsd: number | null): number | null {
  return amountUsd === null || priceUsd === null ? null : amountUsd / priceUsd
}
