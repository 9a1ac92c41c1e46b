import { indexOfCurrency } from './index-name.js'

/** Deribit's limit for one call. We also keep it for a whole socket, whose limit Deribit does not document. */
export const maxChannels = 500

/** They say whether the exchange is open to us, and which indices are locked. */
export const platformChannels = ['platform_state.public_methods_state', 'platform_state'] as const

/** The channels of a currency that we always subscribe to. */
export function coreChannels(currency: string): readonly string[] {
  const index = indexOfCurrency(currency)
  return [
    `deribit_price_index.${index}`,
    `ticker.${currency}-PERPETUAL.100ms`,
    `markprice.options.${index}`,
    `deribit_volatility_index.${index}`,
    `instrument.state.any.${currency}`,
  ]
}

/** Whether a channel speaks every second, even when the market is quiet. */
export function isSteady(channel: string): boolean {
  return /^(?:deribit_price_index|ticker|markprice)\./.test(channel)
}

/** The fastest ticker that needs no login. */
export function tickerChannel(symbol: string): string {
  return `ticker.${symbol}.100ms`
}
