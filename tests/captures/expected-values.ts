/** A frame, or a part of one, as the exchange wrote it. */
export type Raw = Readonly<Record<string, unknown>>

type Field = readonly [ours: string, value: unknown]

/**
 * What an option's ticker must become, spelled out field by field from the exchange's documentation and not from our
 * code: a price of 0.0 is no quote, IV is in percent.
 */
export function optionTicker(raw: Raw): Raw {
  const bid = raw.best_bid_price === 0 ? null : raw.best_bid_price
  const ask = raw.best_ask_price === 0 ? null : raw.best_ask_price
  const stats = raw.stats as Raw | undefined
  return present([
    ['bidPrice', bid],
    ['bidAmountCoin', bid === null ? null : raw.best_bid_amount],
    ['bidIv', bid === null ? null : fractionOf(raw.bid_iv)],
    ['askPrice', ask],
    ['askAmountCoin', ask === null ? null : raw.best_ask_amount],
    ['askIv', ask === null ? null : fractionOf(raw.ask_iv)],
    ['markPrice', raw.mark_price],
    ['markIv', fractionOf(raw.mark_iv)],
    ['lastPrice', raw.last_price],
    ['underlyingPriceUsd', raw.underlying_price],
    ['greeks', raw.greeks],
    ['openInterestCoin', raw.open_interest],
    ['volume24hCoin', stats?.volume],
  ])
}

/** What an option's row of a book summary must become: null is no quote. */
export function optionSummary(raw: Raw): Raw {
  return present([
    ['bidPrice', raw.bid_price],
    ['askPrice', raw.ask_price],
    ['markPrice', raw.mark_price],
    ['markIv', fractionOf(raw.mark_iv)],
    ['lastPrice', raw.last],
    ['underlyingPriceUsd', raw.underlying_price],
    ['openInterestCoin', raw.open_interest],
    ['volume24hCoin', raw.volume],
  ])
}

/** What a perpetual's ticker must become; a linear one counts in the coin, which is worth its price. */
export function perpetualTicker(raw: Raw, linear: boolean): Raw {
  const stats = (raw.stats ?? {}) as Raw
  return present([
    ['bidPriceUsd', raw.best_bid_price],
    ['bidAmountUsd', worth(raw.best_bid_amount, linear ? raw.best_bid_price : 1)],
    ['askPriceUsd', raw.best_ask_price],
    ['askAmountUsd', worth(raw.best_ask_amount, linear ? raw.best_ask_price : 1)],
    ['markPriceUsd', raw.mark_price],
    ['lastPriceUsd', raw.last_price],
    ['change24hPct', stats.price_change],
    ['high24hUsd', stats.high],
    ['low24hUsd', stats.low],
    ['volume24hCoin', stats.volume],
    ['volume24hUsd', stats.volume_usd],
    ['openInterestUsd', worth(raw.open_interest, linear ? raw.mark_price : 1)],
    ['fundingRate8h', raw.current_funding],
    ['fundingPaid8h', raw.funding_8h],
  ])
}

function worth(amount: unknown, price: unknown): unknown {
  return typeof amount === 'number' ? amount * Number(price) : amount
}

/** Without what the exchange did not speak of. */
function present(fields: readonly Field[]): Raw {
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

/** Percent with two decimals, as text and back, so that no division of ours is repeated here; 0 is none. */
function fractionOf(percentage: unknown): unknown {
  if (typeof percentage !== 'number') return percentage
  return percentage === 0 ? null : closeTo(percentage)
}

/** Equal to a hundredth of `percentage`, up to the last bits of a double. */
function closeTo(percentage: number) {
  const whole = percentage.toFixed(2).replace('.', '').padStart(5, '0')
  const fraction = Number(`${whole.slice(0, -4)}.${whole.slice(-4)}`)
  return { asymmetricMatch: (said: unknown) => typeof said === 'number' && Math.abs(said - fraction) < 1e-12 }
}
