import { isLinear } from '../../../domain/instrument-name.js'

/** USDC and USDT count as US dollars. An index of volatility that is settled in USDC is no price of a coin. */
const dollarIndex = /^(?!\w*dvol_)([a-z0-9]+)_usd([ct]?)$/

/**
 * The currency an index belongs to: `BTC` for `btc_usd`, `XRP_USDC` for `xrp_usdc`; null for other names and for indices
 * that are not in US dollars, like `eth_btc` and `btc_eurr`.
 */
export function currencyOfIndex(index: string): string | null {
  const [, coin, stable] = dollarIndex.exec(index) ?? []
  if (coin === undefined) return null
  return stable === '' ? coin.toUpperCase() : index.toUpperCase()
}

/** The index of a currency: `btc_usd` for `BTC`, `xrp_usdc` for `XRP_USDC`. */
export function indexOfCurrency(currency: string): string {
  return isLinear(currency) ? currency.toLowerCase() : `${currency.toLowerCase()}_usd`
}
