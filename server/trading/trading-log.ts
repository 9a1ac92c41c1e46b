/** Where failures are told that stay inside. */
export interface TradingLog {
  error(details: object, message: string): void
}
