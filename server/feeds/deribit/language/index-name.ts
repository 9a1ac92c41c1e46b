import { isLinear } from '../../../domain/instrument-name.js'

/** USDC and USDT count as US dollars. `btcdvol_usdc` is an index of volatility, not the price of a coin. */
const dollarIndex = /^(?!\w*dvol_)([a-z0-9]+)_usd([ct]?)$/

/**
 * The currency of an index: `BTC` for `btc_usd`, `XRP_USDC` for `xrp_usdc`. Null for an index that is not in US
 * dollars, like `eth_btc` or `btc_eurr`, and for other names.
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
