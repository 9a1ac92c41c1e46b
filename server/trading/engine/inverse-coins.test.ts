import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillWith, inverse, linear } from '../../../tests/support/trading/ledger-builders.js'
import { applyFill } from './apply-fill.js'
import { applyFunding } from './apply-funding.js'
import { fillFeeUsd } from './fill-fee.js'
import { fundingPeriodMs } from './instrument-rules.js'
import { findPosition, openLedger, type Ledger } from './ledger.js'

/**
 * The exchange's own books of an inverse perpetual: contracts of 1 USD, all results in the coin. A contract bought at e
 * earns 1/e − 1/x coins at x, a fee is contracts / x × rate, and funding contracts / mark × rate. Beside every amount of
 * coins stands what it was worth in USD at the price of that moment, which is what our books keep.
 */
interface ExchangeBooks {
  /** Bought positive, sold negative. */
  readonly contracts: number
  /** Sum over the contracts held of 1 / their entry price. */
  readonly inverseEntries: number
  readonly realizedUsd: number
  readonly feesUsd: number
  readonly fundingUsd: number
}

const numRuns = Number(process.env['LEDGER_RUNS'] ?? 300)
const takerRate = 0.0005
const nothing: ExchangeBooks = { contracts: 0, inverseEntries: 0, realizedUsd: 0, feesUsd: 0, fundingUsd: 0 }

/** `contracts` are signed; never beyond flat. */
function trade(books: ExchangeBooks, contracts: number, priceUsd: number): ExchangeBooks {
  const feeCoin = (Math.abs(contracts) / priceUsd) * takerRate
  const paid = { ...books, feesUsd: books.feesUsd + feeCoin * priceUsd }
  if (books.contracts * contracts >= 0) {
    const inverseEntries = books.inverseEntries + contracts / priceUsd
    return { ...paid, contracts: books.contracts + contracts, inverseEntries }
  }
  // What is left of a whole position for lack of digits is nothing: a hundred-millionth of a coin is more.
  const isFlat = Math.abs(books.contracts + contracts) < 1e-7
  const share = isFlat ? 1 : -contracts / books.contracts
  const pnlCoin = share * books.inverseEntries + contracts / priceUsd
  return {
    ...paid,
    contracts: isFlat ? 0 : books.contracts + contracts,
    inverseEntries: books.inverseEntries * (1 - share),
    realizedUsd: books.realizedUsd + pnlCoin * priceUsd,
  }
}

function fund(books: ExchangeBooks, markUsd: number, rate: number): ExchangeBooks {
  const receivedCoin = -(books.contracts / markUsd) * rate
  return { ...books, fundingUsd: books.fundingUsd + receivedCoin * markUsd }
}

function buyOrSell(ledger: Ledger, signedCoin: number, priceUsd: number): Ledger {
  const side = signedCoin > 0 ? ('BUY' as const) : ('SELL' as const)
  const facts = { symbol: inverse, side, quantityCoin: Math.abs(signedCoin), priceUsd }
  const feeUsd = fillFeeUsd(ledger, { ...facts, liquidity: 'TAKER', underlyingPriceUsd: null })
  return applyFill(ledger, fillWith({ ...facts, feeUsd })).ledger
}

const price = fc.double({ min: 100, max: 200_000, noNaN: true })
const coins = fc.integer({ min: 1_000, max: 3_000_000_000 }).map((units) => units / 1e8)
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('enlarge' as const), coins, price }),
    fc.record({
      kind: fc.constantFrom('reduce' as const),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      price,
    }),
    fc.record({
      kind: fc.constantFrom('fund' as const),
      rate: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
      price,
    }),
  ),
  { maxLength: 20 },
)

describe('an inverse perpetual', { timeout: 10_000 + numRuns * 20 }, () => {
  it('is kept in USD exactly as the exchange keeps it in coins', () => {
    const check = (
      stream: readonly (typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never)[],
      isLong: boolean,
    ) => {
      const toward = isLong ? 1 : -1
      let [ours, theirs] = [openLedger(1e6), nothing]
      for (const step of stream) {
        const held = findPosition(ours, inverse)
        if (step.kind === 'enlarge') {
          theirs = trade(theirs, toward * step.coins * step.price, step.price)
          ours = buyOrSell(ours, toward * step.coins, step.price)
        } else if (step.kind === 'fund') {
          theirs = fund(theirs, step.price, step.rate)
          const span = { symbol: inverse, markPriceUsd: step.price, fundingRate8h: step.rate }
          ours = applyFunding(ours, { ...span, elapsedMs: fundingPeriodMs })
        } else if (held) {
          const closing = Math.max(Math.round(held.quantityCoin * step.share * 1e8), 1) / 1e8
          theirs = trade(theirs, (-theirs.contracts * closing) / held.quantityCoin, step.price)
          ours = buyOrSell(ours, -toward * closing, step.price)
        }
        const scale = 1e-9 * (1e6 + Math.abs(theirs.realizedUsd) + step.price * 600)
        expect(Math.abs(ours.realizedPnlUsd - theirs.realizedUsd)).toBeLessThan(scale)
        expect(Math.abs(ours.feesUsd - theirs.feesUsd)).toBeLessThan(scale)
        expect(Math.abs(ours.fundingUsd - theirs.fundingUsd)).toBeLessThan(scale)
      }
    }
    fc.assert(fc.property(steps, fc.boolean(), check), { numRuns })
  })

  it('earns exactly what the contracts earn in coins, converted at the exit price', () => {
    // 500 contracts of 1 USD at 100 and 600 at 120, sold at 150: coins earned are 500/100 + 600/120 − 1100/150.
    const inverseUsd = (500 / 100 + 600 / 120 - 1_100 / 150) * 150
    const ledger = buyOrSell(buyOrSell(buyOrSell(openLedger(1_000), 5, 100), 5, 120), -10, 150)
    expect(ledger.realizedPnlUsd).toBeCloseTo(inverseUsd, 9)
  })

  it('pays the closing fee on its contracts, where a linear one pays on the price of the close', () => {
    // 500 contracts at 100. Closed at 200 the exchange takes 0.05 % of 500/200 = 2.5 coins: 0.00125 coins, 0.25 USD.
    const facts = {
      side: 'SELL',
      liquidity: 'TAKER',
      quantityCoin: 5,
      priceUsd: 200,
      underlyingPriceUsd: null,
    } as const
    const held = (symbol: string) => applyFill(openLedger(1_000), fillWith({ symbol, quantityCoin: 5 })).ledger
    expect(fillFeeUsd(held(inverse), { ...facts, symbol: inverse })).toBeCloseTo(0.25, 12)
    expect(fillFeeUsd(held(linear), { ...facts, symbol: linear })).toBeCloseTo(0.5, 12)
    // Turned over: 500 contracts closed and 2 coins × 200 opened.
    expect(fillFeeUsd(held(inverse), { ...facts, symbol: inverse, quantityCoin: 7 })).toBeCloseTo(0.45, 12)
  })
})
