import type { Raw } from './expected-values.js'

/**
 * What a GraphQL client must be shown of an option after a captured frame, written from the frame alone: premiums in the
 * coin as sent, in USD at the frame's forward; 0 for missing is null; percent is a fraction.
 */
export function expectedFromTicker(raw: Raw): Raw {
  const forward = Number(raw.underlying_price)
  const stats = (raw.stats ?? {}) as Raw
  const bid = presence(raw.best_bid_price)
  const ask = presence(raw.best_ask_price)
  const ivs = { bidIv: fraction(presence(raw.bid_iv)), askIv: fraction(presence(raw.ask_iv)) }
  const hasIvs = ivs.bidIv !== null || ivs.askIv !== null
  return {
    bidPriceCoin: bid,
    bidPriceUsd: usd(bid, forward),
    askPriceCoin: ask,
    askPriceUsd: usd(ask, forward),
    ...(raw.best_bid_amount !== undefined && { bidAmountCoin: presence(raw.best_bid_amount) }),
    ...(raw.best_ask_amount !== undefined && { askAmountCoin: presence(raw.best_ask_amount) }),
    ...(hasIvs && { ...ivs, quoteIvOrigin: 'EXCHANGE' }),
    ...markOf(raw, fraction(raw.mark_iv), forward),
    ...(raw.last_price !== undefined && { lastPriceCoin: raw.last_price, lastPriceUsd: usd(raw.last_price, forward) }),
    ...(raw.greeks !== undefined && { greeks: { ...(raw.greeks as Raw), origin: 'EXCHANGE' } }),
    openInterestCoin: raw.open_interest,
    volume24hCoin: stats.volume,
  }
}

export function expectedFromSummary(raw: Raw): Raw {
  const forward = Number(raw.underlying_price)
  return {
    bidPriceCoin: raw.bid_price,
    bidPriceUsd: usd(raw.bid_price, forward),
    askPriceCoin: raw.ask_price,
    askPriceUsd: usd(raw.ask_price, forward),
    ...markOf(raw, fraction(raw.mark_iv), forward),
  }
}

/** A mark price alone carries no forward, so nothing in USD and no greeks can be said. */
export function expectedFromMarkPrice(raw: Raw): Raw {
  return { markPriceCoin: raw.mark_price, markIv: raw.iv, markPriceUsd: null, greeks: null, bidPriceCoin: null }
}

export function expectedPerpetual(raw: Raw): Raw {
  const stats = raw.stats as Raw
  return {
    symbol: raw.instrument_name,
    bidPriceUsd: raw.best_bid_price,
    bidAmountUsd: raw.best_bid_amount,
    askPriceUsd: raw.best_ask_price,
    askAmountUsd: raw.best_ask_amount,
    markPriceUsd: raw.mark_price,
    lastPriceUsd: raw.last_price,
    change24hPct: stats.price_change,
    high24hUsd: stats.high,
    low24hUsd: stats.low,
    volume24hCoin: stats.volume,
    volume24hUsd: stats.volume_usd,
    openInterestUsd: raw.open_interest,
    fundingRate8h: raw.current_funding,
    fundingPaid8h: raw.funding_8h,
  }
}

function markOf(raw: Raw, markIv: number | null, forward: number): Raw {
  return { markPriceCoin: raw.mark_price, markPriceUsd: usd(raw.mark_price, forward), markIv }
}

function presence(value: unknown): number | null {
  return typeof value === 'number' && value !== 0 ? value : null
}

function fraction(percent: unknown): number | null {
  return typeof percent === 'number' ? Number((percent / 100).toFixed(4)) : null
}

/** In cents, or in six digits where these are finer; a tie may go either way. */
function usd(coin: unknown, forward: number): unknown {
  if (typeof coin !== 'number') return null
  const value = coin * forward
  const decimals = value === 0 ? 2 : Math.max(2, 5 - Math.floor(Math.log10(Math.abs(value))))
  const halfStep = 0.5 * 10 ** -decimals
  return {
    asymmetricMatch: (said: unknown) => typeof said === 'number' && Math.abs(said - value) <= halfStep * (1 + 1e-6),
  }
}
