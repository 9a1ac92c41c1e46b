/** What a taker pays on a perpetual, as a fraction of the notional. Source: Deribit fee schedule. */
export const perpetualTakerFeeRate = 0.0005

/**
 * Maintenance margin of a perpetual as a fraction of the notional at the mark price. Deribit's BTC perpetual asks for
 * 1 % at small size and a little more with every coin held; we take the small-size rate for every size and symbol.
 */
export const perpetualMaintenanceRate = 0.01

/** Highest leverage of an order; Deribit's BTC perpetual starts at an initial margin of 2 %. */
export const maxLeverage = 50

/** Funding rates are quoted per this time. */
export const fundingPeriodMs = 8 * 3_600_000
