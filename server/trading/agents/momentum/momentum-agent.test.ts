import { describe, expect, it } from 'vitest'
import { marketAt, noAbort, perpetualAt, positionWith, viewWith } from '../../../../tests/support/agents/views.js'
import type { Perpetual } from '../../../domain/market-data.js'
import type { Position } from '../../../domain/position.js'
import type { AgentDecision, EnterDecision, TradingAgent } from '../trading-agent.js'
import { momentumAgent } from './momentum-agent.js'
import { defaultMomentumRules } from './rules.js'

const rules = defaultMomentumRules

const account = { ...viewWith().account, accountValueUsd: 10_000, marginAvailableUsd: 10_000 }

/** Asks an agent every 10 s; a price stands for its mid and mark, with a spread of 2 USD. */
function asking(agent: TradingAgent) {
  let nowMs = 1_000_000
  return (priceUsd: number, held: Position | null = null, values: Partial<Perpetual> = {}, stepMs = 10_000) => {
    nowMs += stepMs
    const market = marketAt(priceUsd, { perpetual: perpetualAt(priceUsd, values) })
    const positions = held ? [{ ...held, markPriceUsd: priceUsd }] : []
    const decisions = agent.decide(viewWith({ market, positions, account, nowMs }), noAbort) as readonly AgentDecision[]
    const [decision] = decisions
    if (!decision || decisions.length > 1) throw new Error('It did not answer with one decision')
    expect(decision.symbol).toBe('BTC-PERPETUAL')
    return decision
  }
}

const isEntry = (decision: AgentDecision): decision is EnterDecision => decision.action.endsWith('_TO_ENTER')

/** A price that wavers by 20 USD, then rises (or falls) by 30 USD a step. */
const wavering = (steps: number) => Array.from({ length: steps }, (_, index) => 60_000 + (index % 2) * 20)
const running = (steps: number, direction: 1 | -1) =>
  Array.from({ length: steps }, (_, index) => 60_000 + direction * index * 30 + (index % 2) * 20)

function entryAfter(direction: 1 | -1, values: Partial<Perpetual> = {}): EnterDecision {
  const ask = asking(momentumAgent())
  for (const priceUsd of wavering(30)) ask(priceUsd)
  for (const priceUsd of running(30, direction)) {
    const decision = ask(priceUsd, null, values)
    if (isEntry(decision)) return decision
  }
  throw new Error('It never entered')
}

function heldLong(values: Partial<Position> = {}): Position {
  return positionWith({ entryPriceUsd: 60_000, leverage: 3, ...values })
}

describe('momentumAgent', () => {
  it('waits until it has heard enough, and when nothing moves', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of running(10, 1)) expect(ask(priceUsd).action).toBe('HOLD')
    expect(ask(60_300).reasoning).toContain('of the 3 min')
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
    const entry = decisions.find(isEntry)
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

  it('leaves stops and targets to the engine', () => {
    const levels = { stopLossUsd: 61_000, profitTargetUsd: 59_000, trailingStop: null }
    const exitPlan = { ...levels, invalidation: null, invalidationRule: null }
    expect(asking(momentumAgent())(60_000, heldLong({ exitPlan })).action).toBe('HOLD')
  })

  it('says in words what only it can see the end of', () => {
    expect(entryAfter(1)).toMatchObject({ invalidation: 'The trend score passes -0.75.', invalidationRule: null })
    expect(entryAfter(-1)).toMatchObject({ invalidation: 'The trend score passes 0.75.' })
  })

  it('forgets what it heard when time goes back, also while nobody quotes', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of [...wavering(30), ...running(20, -1)]) ask(priceUsd)
    expect(ask(60_000, null, { bidPriceUsd: null }, -3_600_000).action).toBe('HOLD')
    expect(ask(60_000, heldLong())).toMatchObject({ action: 'HOLD', confidence: 0.5 })
    expect(ask(60_000).reasoning).toContain('for 10 s of the 3 min')
  })

  it('goes by the position in the perpetual alone', () => {
    const ask = asking(momentumAgent())
    for (const priceUsd of wavering(30)) ask(priceUsd)
    const other = heldLong({ symbol: 'BTC-25DEC26-90000-C' })
    expect(running(30, 1).some((priceUsd) => isEntry(ask(priceUsd, other)))).toBe(true)
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
