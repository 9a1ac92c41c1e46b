import type { Fraction } from '../../domain/units.js'

/** What differs between the simulated currencies. */
export interface MarketSettings {
  readonly currency: string
  readonly usualUsd: number
  /** Volatility of the index in the long run, per year. */
  readonly annualVol: Fraction
  /** How strongly the index follows the whole market: its correlation with it. */
  readonly marketShare: Fraction
  /** A jump of the whole market is this many times as large here, as a logarithm. */
  readonly jumpFactor: number
  readonly perpetual: {
    readonly tickUsd: number
    readonly contractUsd: number
    readonly dailyVolumeUsd: number
    readonly openInterestUsd: number
    readonly quoteUsd: number
  }
  readonly options: {
    /** The smallest amount in the coin. All amounts are multiples of it. */
    readonly lotCoin: number
    /** Of the options that trade most. */
    readonly busiestTradesPerDay: number
    readonly typicalTradeLots: number
    readonly typicalOpenInterestLots: number
    readonly typicalQuoteLots: number
  }
}

const markets: readonly MarketSettings[] = [
  {
    currency: 'BTC',
    usualUsd: 84_000,
    annualVol: 0.45,
    marketShare: 0.94,
    jumpFactor: 1,
    perpetual: { tickUsd: 0.5, contractUsd: 10, dailyVolumeUsd: 6e8, openInterestUsd: 9e8, quoteUsd: 120_000 },
    options: {
      lotCoin: 0.1,
      busiestTradesPerDay: 90,
      typicalTradeLots: 14,
      typicalOpenInterestLots: 7_000,
      typicalQuoteLots: 120,
    },
  },
  {
    currency: 'ETH',
    usualUsd: 2_800,
    annualVol: 0.6,
    marketShare: 0.9,
    jumpFactor: 1.3,
    perpetual: { tickUsd: 0.05, contractUsd: 1, dailyVolumeUsd: 3.5e8, openInterestUsd: 4e8, quoteUsd: 60_000 },
    options: {
      lotCoin: 1,
      busiestTradesPerDay: 45,
      typicalTradeLots: 20,
      typicalOpenInterestLots: 5_000,
      typicalQuoteLots: 180,
    },
  },
]

/** The currencies that can be simulated, the main one first. */
export const simulatedCurrencies: readonly string[] = markets.map(({ currency }) => currency)

/** Settings of a currency. Throws a RangeError for a currency that is not simulated. */
export function settingsOf(currency: string): MarketSettings {
  const settings = markets.find((market) => market.currency === currency)
  if (!settings)
    throw new RangeError(`No simulated market for ${currency}; there are ${simulatedCurrencies.join(', ')}`)
  return settings
}
