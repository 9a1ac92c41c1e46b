import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  depositUsd,
  expectedValueUsd,
  play,
  quotesIn,
  streams,
  take,
  type Play,
  type Step,
} from '../../../tests/support/trading/ledger-stream.js'
import { maxLeverage } from '../../domain/limits.js'
import { cashUsd, type Ledger } from './ledger.js'
import { markedPositions } from './marked-positions.js'
import { totalsAt } from './valuation.js'

/** LEDGER_RUNS=10000 looks harder. */
const numRuns = Number(process.env['LEDGER_RUNS'] ?? 300)
const timeoutMs = 10_000 + numRuns * 20

const always = (check: (stream: Step[]) => void) => fc.assert(fc.property(streams, check), { numRuns })
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** To a millionth, and to a millionth of a dollar where they are smaller than one. */
function expectSame(actualUsd: number, expectedUsd: number): void {
  const scaleUsd = Math.max(Math.abs(actualUsd), Math.abs(expectedUsd), 1)
  // A million times; `expect` costs more than all the trades.
  if (!(Math.abs(actualUsd - expectedUsd) / scaleUsd < 1e-6)) throw new Error(`${actualUsd} is not ${expectedUsd}`)
}

describe('a ledger, whatever is traded', { timeout: timeoutMs }, () => {
  it('is at every step worth its deposits, plus realized, unrealized and funding, less fees', () => {
    always((stream) => {
      play(stream, (now) => {
        const { accountValueUsd, unrealizedPnlUsd } = totalsAt(now.ledger, quotesIn(now))
        const { realizedUsd, feesUsd, fundingUsd } = now
        expectSame(accountValueUsd, depositUsd + realizedUsd + unrealizedPnlUsd - feesUsd + fundingUsd)
        expectSame(accountValueUsd, expectedValueUsd(now))
      })
    })
  })

  it('is worth its cash when flat, which is the deposit plus its closed trades, and plus its finished decisions', () => {
    always((stream) => {
      play([...stream, ...closeAll(play(stream))], (now) => {
        if (now.ledger.positions.length > 0) return
        const { accountValueUsd } = totalsAt(now.ledger, quotesIn(now))
        expect(accountValueUsd).toBe(cashUsd(now.ledger))
        expectSame(depositUsd + sum(now.closed.map(({ pnlUsd }) => pnlUsd)), accountValueUsd)
        const finished = now.scores.filter(({ score }) => score.outcome !== 'OPEN')
        expectSame(depositUsd + sum(finished.map(({ score }) => score.pnlUsd ?? NaN)), accountValueUsd)
      })
    })
  })

  it('makes the same PnL at any leverage', () => {
    const leverage = fc.integer({ min: 1, max: maxLeverage })
    const check = (stream: Step[], other: number) => {
      const levered = stream.map((step) => (step.kind === 'fill' ? { ...step, leverage: other } : step))
      const [a, b] = [play(stream), play(levered)]
      expect(withoutLeverage(b.ledger)).toEqual(withoutLeverage(a.ledger))
      expect(b.closed).toEqual(a.closed)
      expect(b.scores).toEqual(a.scores)
      expect(totalsAt(b.ledger, quotesIn(b)).accountValueUsd).toBe(totalsAt(a.ledger, quotesIn(a)).accountValueUsd)
    }
    fc.assert(fc.property(streams, leverage, check), { numRuns })
  })

  it('comes out the same when replayed, and when stored and read back on the way', () => {
    always((stream) => {
      const once = play(stream)
      expect(play(stream)).toEqual(once)
      const half = play(stream.slice(0, stream.length / 2))
      const ledger = JSON.parse(JSON.stringify(half.ledger)) as Ledger
      expect(ledger).toStrictEqual(half.ledger)
      const resumed = stream.slice(stream.length / 2).reduce(take, { ...half, ledger })
      expect(resumed).toStrictEqual(once)
    })
  })

  it('splits realized PnL, fees and funding over trades and lots without losing any', () => {
    always((stream) => {
      play(stream, ({ ledger, closed }) => {
        const { trades, positions, realizedPnlUsd, feesUsd, fundingUsd } = ledger
        const open = positions.map(({ trade }) => trade.realizedUsd - trade.feesUsd + trade.fundingUsd)
        expectSame(trades.wonUsd - trades.lostUsd + sum(open), realizedPnlUsd - feesUsd + fundingUsd)
        expectSame(trades.long.pnlUsd + trades.short.pnlUsd, trades.wonUsd - trades.lostUsd)
        expect(trades.closed).toBe(closed.length)
        for (const { lots, quantityCoin } of positions) {
          expect(sum(lots.map((lot) => lot.quantityCoin))).toBeCloseTo(quantityCoin, 8)
          for (const lot of lots) expect(lot.quantityCoin).toBeGreaterThan(0)
        }
      })
    })
  })

  it('closes trades whose prices and quantity make their PnL', () => {
    always((stream) => {
      for (const trade of play(stream).closed) {
        const movedUsd = (trade.side === 'LONG' ? 1 : -1) * (trade.exitPriceUsd - trade.entryPriceUsd)
        expectSame(trade.quantityCoin * movedUsd - trade.feesUsd + trade.fundingUsd, trade.pnlUsd)
      }
    })
  })

  it('never holds a number that is none, nor an empty position', () => {
    always((stream) => {
      play(stream, (now) => {
        for (const { position, ...marked } of markedPositions(now.ledger, quotesIn(now))) {
          const numbers = [position.entryPriceUsd, position.leverage, marked.pnlUsd, marked.marginUsd]
          const isSound = position.quantityCoin > 0 && (marked.liquidationPriceUsd ?? 1) > 0
          if (!isSound || !numbers.every(Number.isFinite)) expect({ position, marked }).toBe('sound')
        }
      })
    })
  })
})

function closeAll({ ledger, flows }: Play): Step[] {
  return ledger.positions.map(({ symbol }) => ({
    kind: 'close',
    at: { symbol, priceUsd: flows.get(symbol)?.markUsd ?? NaN },
  }))
}

function withoutLeverage(ledger: Ledger): unknown {
  return { ...ledger, positions: ledger.positions.map((position) => ({ ...position, leverage: 1 })) }
}
