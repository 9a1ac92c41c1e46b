import { readFileSync } from 'node:fs'
import { parseOptionName } from '../../server/domain/instrument-name.js'
import type { OptionInstrument } from '../../server/domain/instrument.js'
import { rawFrame } from './expected-events.js'
import type { Raw } from './expected-values.js'

/** What the exchange said of an option. */
export interface CapturedTicker {
  /** When it was received; in a file that does not say so, the time of the exchange. */
  readonly heardMs: number
  readonly symbol: string
  readonly option: OptionInstrument
  readonly raw: Raw
}

/** The tickers of options in a captured file, in the order in which they were received. */
export function capturedTickers(file: string): readonly CapturedTicker[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => /^[\d{]/.test(line))
    .flatMap((line) => {
      const params = rawFrame(line).params as { channel?: string; data?: Raw } | undefined
      const raw = params?.data
      const symbol = String(raw?.instrument_name)
      const option = parseOptionName(symbol)
      if (!params?.channel?.startsWith('ticker') || !raw || !option) return []
      const receivedMs = Math.round(Number(line.slice(0, line.indexOf(':'))) * 1_000)
      return [{ heardMs: line.startsWith('{') ? Number(raw.timestamp) : receivedMs, symbol, option, raw }]
    })
}

/** The fields of a contract that a ticker says something of. */
export const contractFields = `symbol bidPriceCoin bidPriceUsd bidAmountCoin bidIv askPriceCoin askPriceUsd askAmountCoin askIv
  markPriceCoin markPriceUsd markIv lastPriceCoin lastPriceUsd quoteIvOrigin openInterestCoin volume24hCoin
  greeks { delta gamma vega theta rho origin }`

/** Chains are published at most every 100 ms: so a ticker is shown after this time, unless another one came. */
export const publishedAfterMs = 110
