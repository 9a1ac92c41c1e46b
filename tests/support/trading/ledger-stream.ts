import fc from 'fast-check'
import { maxLeverage } from '../../../server/domain/limits.js'
import type { Quote } from '../../../server/domain/quote.js'
import { applyFill } from '../../../server/trading/engine/apply-fill.js'
import { applyFunding } from '../../../server/trading/engine/apply-funding.js'
import { fillFeeUsd } from '../../../server/trading/engine/fill-fee.js'
import { fundingPeriodMs, tradedInstrument } from '../../../server/trading/engine/instrument-rules.js'
import type { Applied, LedgerFill, ScoredDecision, TradeFacts } from '../../../server/trading/engine/ledger-fill.js'
import { findPosition, openLedger, type Ledger } from '../../../server/trading/engine/ledger.js'
import { settleExpiry } from '../../../server/trading/engine/settle-expiry.js'
import { fillWith, inverse, inverseCall, linear, linearPut, planWith, quoteWith } from './ledger-builders.js'

export const depositUsd = 50_000
const perpetuals = [inverse, 'ETH-PERPETUAL', linear] as const
const options = [inverseCall, linearPut] as const

const priceUsd = fc.double({ min: 10, max: 200_000, noNaN: true })
const premiumUsd = fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0, max: 20_000, noNaN: true }) }, fc.constant(0))
const traded = fc.oneof(
  fc.record({ symbol: fc.constantFrom<string>(...perpetuals), priceUsd }),
  fc.record({ symbol: fc.constantFrom<string>(...options), priceUsd: premiumUsd }),
)
const fillStep = fc.record({
  kind: fc.constant('fill' as const),
  at: traded,
  side: fc.constantFrom('BUY' as const, 'SELL' as const),
  quantityCoin: fc.integer({ min: 1, max: 3_000_000_000 }).map((units) => units / 1e8),
  leverage: fc.integer({ min: 1, max: maxLeverage }),
  liquidity: fc.constantFrom('TAKER' as const, 'MAKER' as const),
  decision: fc.integer({ min: 0, max: 9 }),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  stopLossUsd: fc.option(priceUsd),
})
const closeStep = fc.record({ kind: fc.constant('close' as const), at: traded })
const markStep = fc.record({ kind: fc.constant('mark' as const), at: traded })
const fundingStep = fc.record({
  kind: fc.constant('funding' as const),
  at: fc.record({ symbol: fc.constantFrom<string>(...perpetuals), priceUsd }),
  rate: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
  elapsedMs: fc.integer({ min: -1_000, max: fundingPeriodMs }),
})
const expiryStep = fc.record({
  kind: fc.constant('expiry' as const),
  symbol: fc.constantFrom<string>(...options),
  deliveryPriceUsd: fc.oneof(priceUsd, fc.constant(100)),
})
type Arbitrated<A> = A extends fc.Arbitrary<infer T> ? T : never
type FillStep = Arbitrated<typeof fillStep>
export type Step =
  | FillStep
  | Arbitrated<typeof closeStep>
  | Arbitrated<typeof markStep>
  | Arbitrated<typeof fundingStep>
  | Arbitrated<typeof expiryStep>

/** For tests: fills, marks, funding and expiries in inverse and linear perpetuals and options. */
export const streams: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: fillStep }, closeStep, markStep, fundingStep, expiryStep),
  { maxLength: 40 },
)

/** Knows no positions: USD that were paid for coins (or premiums), the coins, and what they are worth now. */
interface CashFlow {
  readonly paidUsd: number
  readonly coins: number
  readonly markUsd: number
}

/** For tests: what played out, beside the books counted once more by somebody who only sees money and coins go by. */
export interface Play {
  readonly ledger: Ledger
  readonly flows: ReadonlyMap<string, CashFlow>
  readonly feesUsd: number
  readonly fundingUsd: number
  readonly realizedUsd: number
  readonly closed: readonly TradeFacts[]
  readonly scores: readonly ScoredDecision[]
}

const unplayed: Play = {
  ledger: openLedger(depositUsd),
  flows: new Map(),
  feesUsd: 0,
  fundingUsd: 0,
  realizedUsd: 0,
  closed: [],
  scores: [],
}

export function play(stream: readonly Step[], onStep: (play: Play) => void = () => {}): Play {
  return stream.reduce((before, step) => {
    const after = take(before, step)
    onStep(after)
    return after
  }, unplayed)
}

export function take(before: Play, step: Step): Play {
  switch (step.kind) {
    case 'mark':
      return mark(before, step.at.symbol, step.at.priceUsd)
    case 'funding':
      return fund(mark(before, step.at.symbol, step.at.priceUsd), step.at, step.rate, step.elapsedMs)
    case 'fill':
      return fill(before, fillOf(before.ledger, step))
    case 'close': {
      const held = findPosition(before.ledger, step.at.symbol)
      if (!held) return before
      const side = held.side === 'LONG' ? 'SELL' : 'BUY'
      return fill(before, fillWith({ ...step.at, side, quantityCoin: held.quantityCoin, reason: 'STOP', feeUsd: 1 }))
    }
    case 'expiry': {
      const held = findPosition(before.ledger, step.symbol)
      return held ? fill(before, settleExpiry(held, step.deliveryPriceUsd, 2_000_000)) : before
    }
  }
}

export function quotesIn(play: Play): ReadonlyMap<string, Quote> {
  return new Map([...play.flows].map(([symbol, flow]) => [symbol, quoteWith({ symbol, markPriceUsd: flow.markUsd })]))
}

/** What the account must be worth: the deposit, what is left of the money that went by, and the coins at their marks. */
export function expectedValueUsd({ flows, feesUsd, fundingUsd }: Play): number {
  const made = [...flows.values()].map(({ coins, markUsd, paidUsd }) => coins * markUsd - paidUsd)
  return made.reduce((a, b) => a + b, depositUsd - feesUsd + fundingUsd)
}

function fillOf(ledger: Ledger, step: FillStep): LedgerFill {
  const { at, side, quantityCoin, leverage, confidence, stopLossUsd } = step
  const trade = { ...at, side, quantityCoin, liquidity: step.liquidity, underlyingPriceUsd: 100 }
  const feeUsd = fillFeeUsd(ledger, trade)
  const exitPlan = planWith({ stopLossUsd })
  return fillWith({
    ...at,
    side,
    quantityCoin,
    leverage,
    feeUsd,
    confidence,
    exitPlan,
    decisionId: `d${step.decision}`,
  })
}

function fill(before: Play, one: LedgerFill): Play {
  const applied: Applied = applyFill(before.ledger, one)
  const flow = before.flows.get(one.symbol) ?? { paidUsd: 0, coins: 0, markUsd: 0 }
  const bought = (one.side === 'BUY' ? 1 : -1) * one.quantityCoin
  const after = { paidUsd: flow.paidUsd + bought * one.priceUsd, coins: flow.coins + bought, markUsd: one.priceUsd }
  return {
    ...before,
    ledger: applied.ledger,
    flows: new Map([...before.flows, [one.symbol, after]]),
    feesUsd: before.feesUsd + one.feeUsd,
    realizedUsd: before.realizedUsd + applied.realizedPnlUsd,
    closed: applied.closed ? [...before.closed, applied.closed] : before.closed,
    scores: [...before.scores, ...applied.scores],
  }
}

function mark(before: Play, symbol: string, markUsd: number): Play {
  const flow = before.flows.get(symbol) ?? { paidUsd: 0, coins: 0 }
  return { ...before, flows: new Map([...before.flows, [symbol, { ...flow, markUsd }]]) }
}

function fund(before: Play, at: { symbol: string; priceUsd: number }, rate: number, elapsedMs: number): Play {
  const span = { symbol: at.symbol, markPriceUsd: at.priceUsd, fundingRate8h: rate, elapsedMs }
  const held = findPosition(before.ledger, at.symbol)
  const ledger = applyFunding(before.ledger, span)
  if (!held || elapsedMs <= 0) return { ...before, ledger }
  const isInverse = tradedInstrument(at.symbol).settlement === 'INVERSE'
  const paidRate = (rate * elapsedMs) / fundingPeriodMs
  // The exchange pays inverse funding in coins, contracts / mark × rate, which we turn into USD at the mark.
  const coins = isInverse ? (held.quantityCoin * held.entryPriceUsd) / at.priceUsd : held.quantityCoin
  const paidUsd = (held.side === 'LONG' ? 1 : -1) * coins * paidRate * at.priceUsd
  return { ...before, ledger, fundingUsd: before.fundingUsd - paidUsd }
}
