import { describe, expect, it } from 'vitest'
import type { Perpetual } from '../../../domain/market-data.js'
import type { Position } from '../../../domain/position.js'
import { marketWith } from '../../../../tests/support/trading/builders.js'
import type { AgentDecision, EnterDecision, TradingAgent } from '../trading-agent.js'
import { momentumAgent } from './momentum-agent.js'
import { defaultMomentumRules } from './rules.js'

const stepMs = 10_000
const account = { accountValueUsd: 10_000, marginAvailableUsd: 10_000 }
const rules = defaultMomentumRules

/** Asks an agent every 10 s; a price stands for its mid and mark, with a spread of 2 USD. */
function asking(agent: TradingAgent) {
  let nowMs = 1_000_000
  return (priceUsd: number, held: Position | null = null, values: Partial<Perpetual> = {}): AgentDecision => {
    nowMs += stepMs
    const quotes = { bidPriceUsd: priceUsd - 1, askPriceUsd: priceUsd + 1, markPriceUsd: priceUsd }
    const position = held && { ...held, markPriceUsd: priceUsd }
    return agent.decide({ market: marketWith({ ...quotes, ...values }, { asOf: nowMs }), position, account, nowMs })
  }
}

/** A price that wavers by 20 USD, then rises (or falls) by 30 USD a step. */
const wavering = (steps: number) => Array.from({ length: steps }, (_, index) => 60_000 + (index % 2) * 20)
const running = (steps: number, direction: 1 | -1) =>
  Array.from({ length: steps }, (_, index) => 60_000 + direction * index * 30 + (index % 2) * 20)

function entryAfter(direction: 1 | -1, values: Partial<Perpetual> = {}): EnterDecision {
  const ask = asking(momentumAgent())
  for (const priceUsd of wavering(30)) ask(priceUsd)
  for (const priceUsd of running(30, direction)) {
    const decision = ask(priceUsd, null, values)
    if ('quantityCoin' in decision) return decision
  }
  throw new Error('It never entered')
}

function heldLong(values: Partial<Position> = {}): Position {
  return {
    symbol: 'BTC-PERPETUAL',
    side: 'LONG',
    quantityCoin: 0.1,
    leverage: 3,
    entryPriceUsd: 60_000,
    markPriceUsd: null,
    notionalUsd: null,
    marginUsd: 2_000,
    pnlUsd: null,
    pnlPct: null,
    liquidationPriceUsd: null,
    greeks: null,
    exitPlan: { stopLossUsd: 59_000, profitTargetUsd: 62_000, invalidation: null },
    openedAtMs: 1_000_000,
    ...values,
  }
}

describe('momentumAgent', () => {
  it('waits until it has heard enough, and when nothing moves', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of running(10, 1)) expect(ask(priceUsd).action).toBe('HOLD')
    expect(ask(60_300).reasoning).toContain('of the 180 s')
    const calm = asking(momentumAgent())
    for (const priceUsd of wavering(60)) expect(calm(priceUsd).action).toBe('HOLD')
  })

  it('goes with the trend, its stop behind and its target ahead', () => {
    const long = entryAfter(1)
    expect(long.action).toBe('BUY_TO_ENTER')
    expect(long.stopLossUsd).toBeLessThan(60_000)
    expect(long.profitTargetUsd).toBeGreaterThan(60_000)
    const short = entryAfter(-1)
    expect(short.action).toBe('SELL_TO_ENTER')
    expect(short.stopLossUsd).toBeGreaterThan(60_000)
    expect(short.profitTargetUsd).toBeLessThan(60_000)
  })

  it('risks its fraction of the account down to the stop, from the price it will pay', () => {
    const { quantityCoin, stopLossUsd, reasoning } = entryAfter(1)
    const entryUsd = Number(/at ([\d,.]+) USD risks/.exec(reasoning)?.[1]?.replaceAll(',', ''))
    expect(quantityCoin * (entryUsd - (stopLossUsd ?? NaN))).toBeCloseTo(rules.riskFraction * 10_000, 1)
  })

  it('takes no more than the quote carries, and nothing when that is too little', () => {
    const wantedUsd = entryAfter(1).quantityCoin * 60_000
    const taken = entryAfter(1, { askAmountUsd: wantedUsd * 0.7 })
    expect(taken.quantityCoin * 60_000).toBeLessThan(wantedUsd * 0.701)
    expect(() => entryAfter(1, { askAmountUsd: wantedUsd * 0.1 })).toThrow('never entered')
  })

  it('keeps to its leverage whatever the stop would allow', () => {
    const near = { ...rules, minStopDistance: 0, stopDeviations: 0.001, riskFraction: 0.5 }
    const ask = asking(momentumAgent({ rules: near }))
    const decisions = [...wavering(30), ...running(30, 1)].map((priceUsd) => ask(priceUsd))
    const entry = decisions.find((decision): decision is EnterDecision => 'quantityCoin' in decision)
    expect(entry?.quantityCoin).toBeCloseTo((10_000 * rules.marginShare * rules.leverage) / 60_000, 2)
  })

  it('is the more confident the further the trend has run', () => {
    const eager = momentumAgent({ rules: { ...rules, entryScore: 0.2, calmScore: 9 } })
    const ask = asking(eager)
    for (const priceUsd of wavering(30)) ask(priceUsd)
    const entries = running(10, 1)
      .map((priceUsd) => ask(priceUsd))
      .filter(({ action }) => action === 'BUY_TO_ENTER')
    const confidences = entries.map(({ confidence }) => confidence ?? NaN)
    expect(confidences.length).toBeGreaterThan(3)
    expect(confidences).toEqual([...confidences].sort((a, b) => a - b))
    expect(Math.min(...confidences)).toBeGreaterThan(0.5)
    expect(Math.max(...confidences)).toBeLessThan(1)
  })

  it('names the numbers it went by', () => {
    expect(entryAfter(1).reasoning).toMatch(
      /fast mean [\d,.]+ USD .* slow mean [\d,.]+ USD: a trend score of \d\.\d\d at a volatility of [\d.]+ %/,
    )
  })

  it('holds a position while its trend lasts', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of wavering(30)) ask(priceUsd)
    for (const priceUsd of running(30, 1)) expect(ask(priceUsd, heldLong()).action).toBe('HOLD')
  })

  it('closes at its stop and at its target, by the mark price', () => {
    const ask = asking(momentumAgent())
    expect(ask(59_001, heldLong()).action).toBe('HOLD')
    expect(ask(59_000, heldLong())).toMatchObject({ action: 'CLOSE', confidence: null })
    expect(ask(62_000, heldLong()).reasoning).toContain('profit target')
    const short = heldLong({
      side: 'SHORT',
      exitPlan: { stopLossUsd: 61_000, profitTargetUsd: null, invalidation: null },
    })
    expect(ask(61_500, short).reasoning).toContain('stop loss')
    expect(ask(60_500, short).action).toBe('HOLD')
  })

  it('sees its stop even when nobody quotes', () => {
    const ask = asking(momentumAgent())
    ask(60_000)
    expect(ask(58_000, heldLong(), { bidPriceUsd: null }).action).toBe('CLOSE')
  })

  it('leaves when the trend has turned', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of wavering(30)) ask(priceUsd)
    const actions = running(20, -1).map((priceUsd) => ask(priceUsd, heldLong()))
    const leaving = actions.find(({ action }) => action === 'CLOSE')
    expect(leaving?.reasoning).toContain('turned against')
    expect(leaving?.confidence).toBeGreaterThan(0.5)
  })

  it('does not go straight back into the trend it just left', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of wavering(30)) ask(priceUsd)
    const rise = running(20, 1)
    for (const priceUsd of rise.slice(0, 10)) ask(priceUsd, heldLong())
    for (const priceUsd of rise.slice(10)) expect(ask(priceUsd).reasoning).toContain('Waiting for a new trend')
  })

  it('holds when there is no bid and ask', () => {
    const ask = asking(momentumAgent())
    expect(ask(60_000, null, { askPriceUsd: null })).toMatchObject({ action: 'HOLD', confidence: null })
  })
})
