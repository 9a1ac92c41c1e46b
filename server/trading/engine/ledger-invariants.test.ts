import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyFill } from './apply-fill.js'
import { applyFunding } from './apply-funding.js'
import { fundingPeriodMs } from './deribit-rules.js'
import type { Ledger } from './ledger.js'
import { cashUsd, openLedger } from './ledger.js'
import { valueAt } from './valuation.js'

const depositUsd = 50_000
const symbols = ['BTC-PERPETUAL', 'ETH-PERPETUAL'] as const
const price = fc.double({ min: 10, max: 200_000, noNaN: true })

const fillStep = fc.record({
  kind: fc.constant('fill' as const),
  symbol: fc.constantFrom(...symbols),
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  quantityCoin: fc.integer({ min: 1, max: 3_000_000_000 }).map((units) => units / 1e8),
  priceUsd: price,
  feeUsd: fc.double({ min: 0, max: 50, noNaN: true }),
  leverage: fc.integer({ min: 1, max: 50 }),
})
const fundingStep = fc.record({
  kind: fc.constant('funding' as const),
  symbol: fc.constantFrom(...symbols),
  priceUsd: price,
  rate: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
  elapsedMs: fc.integer({ min: -1_000, max: fundingPeriodMs }),
})
type Step = typeof fillStep | typeof fundingStep extends fc.Arbitrary<infer T> ? T : never
const steps = fc.array(fc.oneof(fillStep, fundingStep), { maxLength: 40 })

/** Knows no positions: money that went in and out for coins, and the coins. */
interface CashFlow {
  readonly paidUsd: number
  readonly coins: number
  readonly markUsd: number
}

function play(stream: readonly Step[], onStep: (ledger: Ledger, flows: Map<string, CashFlow>) => void): Ledger {
  let ledger = openLedger(depositUsd)
  const flows = new Map<string, CashFlow>()
  for (const step of stream) {
    const flow = flows.get(step.symbol) ?? { paidUsd: 0, coins: 0, markUsd: step.priceUsd }
    ledger = take(ledger, step)
    const bought = step.kind === 'fill' ? (step.side === 'BUY' ? 1 : -1) * step.quantityCoin : 0
    const paidUsd = flow.paidUsd + bought * step.priceUsd
    flows.set(step.symbol, { paidUsd, coins: flow.coins + bought, markUsd: step.priceUsd })
    onStep(ledger, flows)
  }
  return ledger
}

function take(ledger: Ledger, step: Step): Ledger {
  if (step.kind === 'fill') return applyFill(ledger, { ...step, exitPlan: null, timeMs: 0 })
  const { symbol, priceUsd: markPriceUsd, rate: fundingRate8h, elapsedMs } = step
  return applyFunding(ledger, { symbol, markPriceUsd, fundingRate8h, elapsedMs })
}

const marksOf = (flows: Map<string, CashFlow>) => new Map([...flows].map(([symbol, { markUsd }]) => [symbol, markUsd]))

describe('a ledger, whatever is traded', () => {
  it('is worth its deposits, the coins it bought and sold at their prices, less fees, plus funding', () => {
    fc.assert(
      fc.property(steps, (stream) => {
        play(stream, (ledger, flows) => {
          const traded = [...flows.values()].map(({ coins, markUsd, paidUsd }) => coins * markUsd - paidUsd)
          const expected = traded.reduce((a, b) => a + b, depositUsd - ledger.feesUsd + ledger.fundingUsd)
          const turnover = [...flows.values()].reduce((sum, { coins, markUsd }) => sum + Math.abs(coins) * markUsd, 1e7)
          expect(Math.abs(valueAt(ledger, marksOf(flows)).accountValueUsd - expected)).toBeLessThan(turnover * 1e-9)
        })
      }),
    )
  })

  it('is its cash plus what is unrealized, and its cash alone when flat', () => {
    fc.assert(
      fc.property(steps, (stream) => {
        play(stream, (ledger, flows) => {
          const { accountValueUsd, unrealizedPnlUsd } = valueAt(ledger, marksOf(flows))
          expect(accountValueUsd).toBe(cashUsd(ledger) + unrealizedPnlUsd)
          if (ledger.positions.length === 0) expect(accountValueUsd).toBe(cashUsd(ledger))
        })
      }),
    )
  })

  it('makes the same PnL at any leverage', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 50 }), (stream, leverage) => {
        const plain = stream.map((step) => (step.kind === 'fill' ? { ...step, leverage: 1 } : step))
        const levered = stream.map((step) => (step.kind === 'fill' ? { ...step, leverage } : step))
        const [a, b] = [play(plain, () => {}), play(levered, () => {})]
        const marks = new Map([[symbols[0], 70_000] as const, [symbols[1], 3_000] as const])
        expect(valueAt(b, marks).accountValueUsd).toBe(valueAt(a, marks).accountValueUsd)
        expect(valueAt(b, marks).marginUsedUsd).toBeCloseTo(valueAt(a, marks).marginUsedUsd / leverage, 3)
        expect(b.trades).toEqual(a.trades)
      }),
    )
  })

  it('splits realized PnL, fees and funding over trades without losing any', () => {
    fc.assert(
      fc.property(steps, (stream) => {
        const { trades, positions, realizedPnlUsd, feesUsd, fundingUsd } = play(stream, () => {})
        const open = positions.reduce((sum, { tradeResultUsd }) => sum + tradeResultUsd, 0)
        const total = realizedPnlUsd - feesUsd + fundingUsd
        expect(Math.abs(trades.wonUsd - trades.lostUsd + open - total)).toBeLessThan(
          1e-9 * (trades.wonUsd + trades.lostUsd + 1e7),
        )
      }),
    )
  })

  it('never holds a number that is none, nor an empty position', () => {
    fc.assert(
      fc.property(steps, (stream) => {
        play(stream, (ledger, flows) => {
          for (const { position, ...marked } of valueAt(ledger, marksOf(flows)).positions) {
            expect(position.quantityCoin).toBeGreaterThan(0)
            const numbers = [position.entryPriceUsd, position.leverage, marked.pnlUsd, marked.marginUsd]
            for (const number of numbers) expect(number).toSatisfy(Number.isFinite)
            expect(marked.liquidationPriceUsd ?? 1).toBeGreaterThan(0)
          }
        })
      }),
    )
  })
})
