import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { UnixMs } from '../../server/domain/units.js'
import { premiumUsd, type Black76Inputs } from '../../server/pricing/black76.js'
import { yearsToExpiry } from '../../server/pricing/day-count.js'
import { black76Greeks } from '../../server/pricing/greeks.js'
import { captureFile, readCsv } from './capture-file.js'

interface MarkedOption {
  readonly inputs: Black76Inputs
  readonly markPriceCoin: number
}

interface ChainFile {
  readonly captured_at_utc: string
  readonly expiries: Record<string, { readonly options: readonly ChainRow[] }>
}

interface ChainRow {
  readonly strike: number
  readonly option_type: string
  readonly expiration_timestamp: UnixMs
  readonly mark_price: number
  readonly mark_iv: number
  readonly underlying_price: number
}

function readChain(path: string): MarkedOption[] {
  const file = JSON.parse(readFileSync(path, 'utf8')) as ChainFile
  const timeMs = Date.parse(file.captured_at_utc)
  return Object.values(file.expiries).flatMap(({ options }) =>
    options.map((row) => ({
      inputs: {
        forwardUsd: row.underlying_price,
        strikeUsd: row.strike,
        iv: row.mark_iv,
        yearsToExpiry: yearsToExpiry(row.expiration_timestamp, timeMs),
        optionKind: row.option_type === 'call' ? 'CALL' : 'PUT',
      },
      markPriceCoin: row.mark_price,
    })),
  )
}

function readSnapshot(path: string): MarkedOption[] {
  return readCsv(path).map((row) => ({
    inputs: {
      forwardUsd: Number(row['futures_price']),
      strikeUsd: Number(row['strike']),
      iv: Number(row['implied_volatility']),
      yearsToExpiry: yearsToExpiry(Date.parse(row['expiry_datetime'] ?? ''), Date.parse(row['timestamp'] ?? '')),
      optionKind: row['option_type'] === 'call' ? 'CALL' : 'PUT',
    },
    markPriceCoin: Number(row['mark_price']),
  }))
}

const errorCoin = ({ inputs, markPriceCoin }: MarkedOption) =>
  Math.abs(premiumUsd(inputs) / inputs.forwardUsd - markPriceCoin)

/** Share of the marks within 5e-5 + 2e-4·|delta|: marks and forwards of one summary are not from one moment. */
function shareWithin(options: readonly MarkedOption[]): number {
  const within = options.filter((option) => {
    return errorCoin(option) <= 5e-5 + 2e-4 * Math.abs(black76Greeks(option.inputs).delta)
  })
  return within.length / options.length
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]

const chainPath = captureFile('btc-chain-2026-02-07-8exp.json')
const snapshotPath = captureFile('snapshot-20260226T213229Z-btc-eth-options.csv')

describe('the model on whole captured chains', () => {
  it.skipIf(chainPath === null)('gives the marks of every BTC option of eight expiries', () => {
    const options = readChain(chainPath ?? '')
    expect(options.length).toBeGreaterThan(500)
    expect(shareWithin(options)).toBe(1)
    expect(median(options.map(errorCoin))).toBeLessThan(5e-6)
  })

  it.skipIf(snapshotPath === null)('gives the marks of the whole BTC and ETH market, stragglers apart', () => {
    const options = readSnapshot(snapshotPath ?? '')
    expect(options.length).toBeGreaterThan(1900)
    expect(shareWithin(options)).toBeGreaterThan(0.97)
    expect(median(options.map(errorCoin))).toBeLessThan(1e-5)
  })
})
