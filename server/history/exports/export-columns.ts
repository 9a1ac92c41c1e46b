import type { OptionValues, PerpetualValues } from '../../domain/market-events.js'

/** What a column holds. A time is in milliseconds since 1970. */
type ColumnKind = 'time' | 'text' | 'number' | 'boolean'

const ofOptions = {
  bidPrice: 'number',
  bidAmountCoin: 'number',
  askPrice: 'number',
  askAmountCoin: 'number',
  bidIv: 'number',
  askIv: 'number',
  markPrice: 'number',
  markIv: 'number',
  lastPrice: 'number',
  underlyingPriceUsd: 'number',
  openInterestCoin: 'number',
  volume24hCoin: 'number',
} as const satisfies Readonly<Record<Exclude<keyof OptionValues, 'greeks'>, ColumnKind>>

const ofPerpetuals = {
  bidPriceUsd: 'number',
  bidAmountUsd: 'number',
  askPriceUsd: 'number',
  askAmountUsd: 'number',
  markPriceUsd: 'number',
  lastPriceUsd: 'number',
  change24hPct: 'number',
  high24hUsd: 'number',
  low24hUsd: 'number',
  volume24hCoin: 'number',
  volume24hUsd: 'number',
  openInterestUsd: 'number',
  fundingRate8h: 'number',
  fundingPaid8h: 'number',
} as const satisfies Readonly<Record<keyof PerpetualValues, ColumnKind>>

/** The columns of a table of market events, in their order. docs/history.md defines each. */
export const exportColumns = {
  heardTime: 'time',
  eventTime: 'time',
  event: 'text',
  currency: 'text',
  symbol: 'text',
  priceUsd: 'number',
  volatilityIndex: 'number',
  optionKind: 'text',
  strikeUsd: 'number',
  expiryTime: 'time',
  premiumUnit: 'text',
  ...ofOptions,
  delta: 'number',
  gamma: 'number',
  vega: 'number',
  theta: 'number',
  rho: 'number',
  ...ofPerpetuals,
  state: 'text',
  locked: 'boolean',
  detail: 'text',
} as const satisfies Readonly<Record<string, ColumnKind>>

export type ExportColumn = keyof typeof exportColumns
export const exportColumnNames = Object.keys(exportColumns) as readonly ExportColumn[]
