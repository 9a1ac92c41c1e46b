import type { Greeks } from '../../server/domain/greeks.js'
import type { OptionKind } from '../../server/domain/instrument.js'
import type { Black76Inputs } from '../../server/pricing/black76.js'
import { readCsv } from './capture-file.js'

/** A captured option ticker: what the exchange was given and what it published. */
export interface GoldenTicker {
  readonly symbol: string
  /** The symbol and the time, for messages. */
  readonly name: string
  readonly timeMs: number
  readonly expiryMs: number
  readonly minutes: number
  readonly inputs: Black76Inputs
  readonly premiumInUsd: boolean
  readonly markPrice: number
  readonly greeks: Greeks
  readonly quotes: readonly { readonly price: number; readonly ivPct: number }[]
}

/** Reads `golden-option-tickers.csv`; one row a ticker. */
export function readGoldenTickers(path: string): GoldenTicker[] {
  return readCsv(path).map((row) => {
    const number = (column: string) => Number(row[column])
    return {
      symbol: row['instrument_name'] ?? '',
      name: `${row['instrument_name']} at ${row['timestamp_ms']}`,
      timeMs: number('timestamp_ms'),
      expiryMs: number('expiry_ms'),
      minutes: number('minutes_to_expiry_rounded'),
      inputs: inputsOf(number, row['type'] === 'C' ? 'CALL' : 'PUT'),
      premiumInUsd: row['premium_ccy'] === 'USDC',
      markPrice: number('mark_price'),
      greeks: greeksOf(number),
      quotes: [
        { price: number('best_bid_price'), ivPct: number('bid_iv_pct') },
        { price: number('best_ask_price'), ivPct: number('ask_iv_pct') },
      ],
    }
  })
}

type NumberIn = (column: string) => number

function inputsOf(number: NumberIn, optionKind: OptionKind): Black76Inputs {
  return {
    forwardUsd: number('underlying_price'),
    strikeUsd: number('strike'),
    yearsToExpiry: number('minutes_to_expiry_rounded') / 525_600,
    iv: number('mark_iv_pct') / 100,
    optionKind,
  }
}

function greeksOf(number: NumberIn): Greeks {
  return {
    delta: number('delta'),
    gamma: number('gamma'),
    vega: number('vega'),
    theta: number('theta'),
    rho: number('rho'),
  }
}
