import { indexOfCurrency } from './index-name.js'

export const hello = { method: 'public/hello', params: { client_name: 'gammacast', client_version: '1' } } as const

/** The answer to a heartbeat that asks for one. Without it the exchange closes the socket after ten seconds. */
export const aliveTest = { method: 'public/test', params: {} } as const

/** Which indices are locked. */
export const platformStatus = { method: 'public/status', params: {} } as const

export const heartbeatsEvery = (seconds: number) =>
  ({ method: 'public/set_heartbeat', params: { interval: seconds } }) as const

export const subscribeTo = (channels: readonly string[]) =>
  ({ method: 'public/subscribe', params: { channels } }) as const

export const unsubscribeFrom = (channels: readonly string[]) =>
  ({ method: 'public/unsubscribe', params: { channels } }) as const

export const instrumentsOf = (currency: string) =>
  ({ method: 'public/get_instruments', params: { currency }, currency }) as const

export const optionSummaryOf = (currency: string) =>
  ({ method: 'public/get_book_summary_by_currency', params: { currency, kind: 'option' }, currency }) as const

/** The newest three, so that a delivery is not missed while we are away. */
export const deliveryPricesOf = (currency: string) =>
  ({
    method: 'public/get_delivery_prices',
    params: { index_name: indexOfCurrency(currency), count: 3 },
    currency,
  }) as const

/** What we ask of the exchange. `method` and `params` are sent. */
export type DeribitRequest =
  | typeof hello
  | typeof aliveTest
  | typeof platformStatus
  | ReturnType<
      | typeof heartbeatsEvery
      | typeof subscribeTo
      | typeof unsubscribeFrom
      | typeof instrumentsOf
      | typeof optionSummaryOf
      | typeof deliveryPricesOf
    >
