/**
 * The precision at which numbers are published: a number of decimals, or of significant digits where that is finer, so
 * that a coin at 8.7e-6 has a price. Trading reads none of them.
 */
export const precision = {
  /** Prices of index, forward and perpetual. */
  price: { decimals: 4, digits: 6 },
  /** Premiums in USD, and prices of positions. */
  premiumUsd: { decimals: 2, digits: 6 },
  premiumCoin: { decimals: 8, digits: 6 },
  /** One amount of money: a result, a fee, a notional, a volume. */
  usd: { decimals: 2, digits: 3 },
  /** Money summed over an account. */
  accountUsd: { decimals: 2, digits: 3, finest: 10 },
  /** Money in the journal: of a fill, an order, a closed trade. */
  recordUsd: { decimals: 6, digits: 6 },
  coin: { decimals: 8, digits: 3 },
  /** IVs and the volatility index. */
  iv: { decimals: 4, digits: 2, finest: 8 },
  funding: { decimals: 8, digits: 3 },
  percent: { decimals: 4, digits: 2, finest: 8 },
  ratio: { decimals: 4, digits: 2, finest: 8 },
  /** As the exchange sends them; a small coin's are small. */
  greek: { decimals: 5, digits: 3, finest: 12 },
  gamma: { decimals: 8, digits: 3, finest: 12 },
} as const
