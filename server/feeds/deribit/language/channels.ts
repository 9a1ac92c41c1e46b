import { indexOfCurrency } from './index-name.js'

/** Deribit's limit for one call; kept for a whole socket, because the limit there is not documented. */
export const maxChannels = 500

/** Whether we are let in, and which indices are locked. */
export const platformChannels = ['platform_state.public_methods_state', 'platform_state'] as const

/** What is always subscribed of a currency. */
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

/** Whether a channel speaks every second, however quiet the market is. */
export function isSteady(channel: string): boolean {
  return /^(?:deribit_price_index|ticker|markprice)\./.test(channel)
}

/** The fastest ticker the exchange gives without a login. */
export function tickerChannel(symbol: string): string {
  return `ticker.${symbol}.100ms`
}
