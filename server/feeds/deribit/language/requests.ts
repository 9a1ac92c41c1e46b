/** What can be asked of the exchange, and with which parameters. */
interface Parameters {
  'public/hello': { readonly client_name: string; readonly client_version: string }
  /** Answers a heartbeat. Without it the exchange closes the socket after ten seconds. */
  'public/test': object
  /** Which indices are locked. */
  'public/status': object
  /** In seconds. */
  'public/set_heartbeat': { readonly interval: number }
  'public/subscribe': { readonly channels: readonly string[] }
  'public/unsubscribe': { readonly channels: readonly string[] }
  'public/get_instruments': { readonly currency: string }
  'public/get_book_summary_by_currency': { readonly currency: string; readonly kind: 'option' }
  'public/get_delivery_prices': { readonly index_name: string; readonly count: number }
}

export type DeribitRequest = {
  readonly [Method in keyof Parameters]: { readonly method: Method; readonly params: Parameters[Method] }
}[keyof Parameters]
