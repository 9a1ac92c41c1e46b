import { isLinear } from '../../domain/instrument-name.js'

/** The currency an index belongs to: `BTC` for `btc_usd`, `XRP_USDC` for `xrp_usdc`; null for other names. */
export function currencyOfIndex(index: string): string | null {
  if (!/^[a-z0-9]+_[a-z]+$/.test(index)) return null
  return index.endsWith('_usd') ? index.slice(0, -4).toUpperCase() : index.toUpperCase()
}

/** The index of a currency: `btc_usd` for `BTC`, `xrp_usdc` for `XRP_USDC`. */
export function indexOfCurrency(currency: string): string {
  return isLinear(currency) ? currency.toLowerCase() : `${currency.toLowerCase()}_usd`
}
