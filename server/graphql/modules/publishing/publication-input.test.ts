import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../../tests/support/api/refusal-of.js'
import { noon } from '../../../../tests/support/builders.js'
import type { PublishDecisionInput, PublishedPositionInput } from '../../generated/resolver-types.js'
import { decisionPublication, publishedPerformance, publishedPositions } from './publication-input.js'

/** The clock of the server. */
const nowMs = noon
const idempotencyKey = 'k'

const hold: PublishDecisionInput = {
  idempotencyKey,
  symbol: 'BTC-PERPETUAL',
  action: 'HOLD',
  reasoning: 'Nothing to do.',
  model: 'test',
  executed: true,
}
const decision = (fields: Partial<PublishDecisionInput>) => decisionPublication({ ...hold, ...fields }, nowMs)

const ether: PublishedPositionInput = { symbol: 'ETH', side: 'LONG', quantityCoin: 1, entryPriceUsd: 3_000 }
const solana: PublishedPositionInput = { ...ether, symbol: 'SOL' }
const positions = (...published: PublishedPositionInput[]) =>
  publishedPositions({ idempotencyKey, positions: published }, nowMs)
/** The last of two positions has these fields. */
const position = (fields: Partial<PublishedPositionInput>) => positions(ether, { ...solana, ...fields })

const performance = (fields: object) =>
  publishedPerformance({ idempotencyKey, accountValueUsd: 100_000, ...fields }, nowMs)

const long = (length: number) => 'x'.repeat(length)
const isPositive = 'a number above 0, at most 1e15'
const isNumber = 'a number from -1e15 to 1e15'
const isNotNegative = 'a number from 0 to 1e15'
const past = 'a time that is not in the future'
const tomorrowMs = nowMs + 86_400_000

describe('a decision', () => {
  it('has what was said of it, and null for what was not', () => {
    const unsaid = {
      confidence: null,
      quantityCoin: null,
      leverage: null,
      stopLossUsd: null,
      profitTargetUsd: null,
      invalidation: null,
      fillPriceUsd: null,
      feeUsd: null,
      error: null,
    }
    const { idempotencyKey: _key, ...least } = hold
    expect(decision({})).toEqual({ ...least, ...unsaid, asOf: nowMs })
    const said = {
      action: 'BUY_TO_ENTER',
      confidence: 0.7,
      quantityCoin: 0.1,
      leverage: 2,
      stopLossUsd: 80_000,
      profitTargetUsd: 90_000,
      invalidation: 'A close below 80,000',
      executed: true,
      fillPriceUsd: 84_000,
      feeUsd: -0.5,
    } as const
    expect(decision({ ...said, decidedAt: nowMs - 1_000 })).toEqual({
      ...least,
      ...said,
      asOf: nowMs - 1_000,
      error: null,
    })
  })

  it('that was not executed has an error and no fill', () => {
    const refused = { action: 'CLOSE', quantityCoin: 1, executed: false, error: 'No margin' } as const
    expect(decision(refused)).toMatchObject(refused)
  })

  it.each<[Partial<PublishDecisionInput>, string, string]>([
    [{ quantityCoin: 1 }, 'quantityCoin', 'left out of a HOLD'],
    [{ fillPriceUsd: 1 }, 'fillPriceUsd', 'left out of a HOLD'],
    [{ action: 'CLOSE', fillPriceUsd: 1, executed: false }, 'fillPriceUsd', 'left out when executed is false'],
    [{ error: 'No margin' }, 'error', 'left out when executed is true'],
    [{ symbol: long(65) }, 'symbol', 'a text of 1 to 64 characters on one line'],
    [{ model: long(101) }, 'model', 'a text of 1 to 100 characters on one line'],
    [{ reasoning: '' }, 'reasoning', 'a text of 1 to 10,000 characters'],
    [{ reasoning: long(10_001) }, 'reasoning', 'a text of 1 to 10,000 characters'],
    [{ invalidation: long(1_001) }, 'invalidation', 'a text of at most 1,000 characters'],
    [{ error: long(1_001) }, 'error', 'a text of at most 1,000 characters'],
    [{ confidence: 1.01 }, 'confidence', 'a number from 0 to 1'],
    [{ confidence: -0.01 }, 'confidence', 'a number from 0 to 1'],
    [{ quantityCoin: 0 }, 'quantityCoin', isPositive],
    [{ leverage: 0 }, 'leverage', isPositive],
    [{ stopLossUsd: 0 }, 'stopLossUsd', isPositive],
    [{ profitTargetUsd: 0 }, 'profitTargetUsd', isPositive],
    [{ fillPriceUsd: 0 }, 'fillPriceUsd', isPositive],
    [{ feeUsd: -1e16 }, 'feeUsd', isNumber],
    [{ decidedAt: tomorrowMs }, 'decidedAt', past],
  ])('%j must have %s %s', (fields, field, fix) => {
    const { argument, allowed } = refusalOf(() => decision(fields))
    expect(argument).toBe(`input.${field}`)
    expect(allowed).toEqual({ text: expect.stringContaining(fix) as string })
  })
})

describe('published positions', () => {
  it('have what was said of them, and null for what was not', () => {
    const unsaid = {
      state: null,
      leverage: null,
      markPriceUsd: null,
      markDoubted: false,
      notionalUsd: null,
      marginUsd: null,
      pnlUsd: null,
      pnlPct: null,
      liquidationPriceUsd: null,
      greeks: null,
      exitPlan: null,
      openedAtMs: null,
    }
    expect(positions(ether)).toEqual({ asOf: nowMs, positions: [{ ...ether, ...unsaid }] })
    const said = { leverage: 2, markPriceUsd: 0, marginUsd: 0, pnlUsd: -3, liquidationPriceUsd: 1 }
    expect(positions({ ...ether, ...said, openedAt: nowMs - 5 }).positions).toEqual([
      { ...ether, ...unsaid, ...said, openedAtMs: nowMs - 5 },
    ])
    expect(publishedPositions({ idempotencyKey, asOf: nowMs - 9, positions: [] }, nowMs)).toEqual({
      asOf: nowMs - 9,
      positions: [],
    })
  })

  it.each<Partial<PublishedPositionInput>>([
    { profitTargetUsd: 4_000 },
    { stopLossUsd: 2_000 },
    { invalidation: 'A close below 2,500' },
    { invalidation: '' },
  ])('have an exit plan where one of its parts was said: %j', (said) => {
    const unsaid = { profitTargetUsd: null, stopLossUsd: null, invalidation: null }
    expect(positions({ ...ether, ...said }).positions[0]?.exitPlan).toEqual({
      ...unsaid,
      trailingStop: null,
      invalidationRule: null,
      ...said,
    })
  })

  it('are in the order of their symbols, whatever the order in which they came', () => {
    const cardano = { ...ether, symbol: 'ADA' }
    for (const order of [
      [solana, ether, cardano],
      [ether, cardano, solana],
    ]) {
      expect(positions(...order).positions.map(({ symbol }) => symbol)).toEqual(['ADA', 'ETH', 'SOL'])
    }
  })

  it('are 500 at most, each symbol once', () => {
    const many = Array.from({ length: 501 }, (_, index) => ({ ...ether, symbol: `S${index}` }))
    expect(positions(...many.slice(1)).positions).toHaveLength(500)
    expect(refusalOf(() => positions(...many))).toMatchObject({
      argument: 'input.positions',
      allowed: { text: 'at most 500 positions' },
    })
    expect(refusalOf(() => positions(solana, ether, ether))).toMatchObject({
      argument: 'input.positions.2.symbol',
      allowed: { text: 'a symbol that no other of these positions has' },
    })
  })

  it.each<[Partial<PublishedPositionInput>, string, string]>([
    [{ symbol: '' }, 'symbol', 'a text of 1 to 64 characters on one line'],
    [{ quantityCoin: 0 }, 'quantityCoin', isPositive],
    [{ entryPriceUsd: 0 }, 'entryPriceUsd', isPositive],
    [{ leverage: 0 }, 'leverage', isPositive],
    [{ markPriceUsd: -1 }, 'markPriceUsd', isNotNegative],
    [{ marginUsd: -1 }, 'marginUsd', isNotNegative],
    [{ pnlUsd: 1e300 }, 'pnlUsd', isNumber],
    [{ liquidationPriceUsd: 0 }, 'liquidationPriceUsd', isPositive],
    [{ profitTargetUsd: 0 }, 'profitTargetUsd', isPositive],
    [{ stopLossUsd: 0 }, 'stopLossUsd', isPositive],
    [{ invalidation: long(1_001) }, 'invalidation', 'a text of at most 1,000 characters'],
    [{ openedAt: tomorrowMs }, 'openedAt', past],
    [{ openedAt: Date.UTC(2000, 0) }, 'openedAt', 'a time from 2009-01-01 on'],
  ])('with %j must have %s %s', (fields, field, fix) => {
    const { argument, allowed } = refusalOf(() => position(fields))
    expect(argument).toBe(`input.positions.1.${field}`)
    expect(allowed).toEqual({ text: expect.stringContaining(fix) as string })
  })

  it('are not of the future', () => {
    expect(
      refusalOf(() => publishedPositions({ idempotencyKey, asOf: tomorrowMs, positions: [] }, nowMs)),
    ).toMatchObject({ argument: 'input.asOf', allowed: { text: past } })
  })
})

describe('a published performance', () => {
  const figures = {
    accountValueUsd: -5,
    cashUsd: 1,
    netDepositsUsd: 2,
    totalReturnPct: 3,
    realizedPnlUsd: 4,
    unrealizedPnlUsd: 5,
    feesUsd: 6,
    fundingUsd: 7,
    sharpe: 8,
    sortino: 9,
    maxDrawdownPct: 10,
    currentDrawdownPct: 10,
    winRatePct: 100,
    profitFactor: 0,
    trades: 0,
  }

  it('has what was said of it, and null for what was not', () => {
    expect(performance({ ...figures, asOf: nowMs - 1 })).toEqual({ asOf: nowMs - 1, figures })
    const unsaid = Object.fromEntries(Object.keys(figures).map((name) => [name, null]))
    expect(performance({})).toEqual({ asOf: nowMs, figures: { ...unsaid, accountValueUsd: 100_000 } })
  })

  it.each(['cashUsd', 'netDepositsUsd', 'totalReturnPct', 'realizedPnlUsd', 'unrealizedPnlUsd'])(
    'has any %s that is no larger than numbers of an input are',
    (field) => {
      expect(performance({ [field]: -1 }).figures).toMatchObject({ [field]: -1 })
      expect(refusalOf(() => performance({ [field]: 1e16 }))).toMatchObject({
        argument: `input.${field}`,
        allowed: { text: isNumber },
      })
    },
  )

  it.each([
    ['accountValueUsd', 1e16, isNumber],
    ['feesUsd', 1e16, isNumber],
    ['fundingUsd', 1e16, isNumber],
    ['sharpe', 1e16, isNumber],
    ['sortino', 1e16, isNumber],
    ['maxDrawdownPct', -1, isNotNegative],
    ['currentDrawdownPct', -1, isNotNegative],
    ['winRatePct', 101, 'a number from 0 to 100'],
    ['winRatePct', -1, 'a number from 0 to 100'],
    ['profitFactor', -1, isNotNegative],
    ['trades', -1, isNotNegative],
    ['asOf', tomorrowMs, past],
  ])('has no %s of %d', (field, value, allowed) => {
    expect(refusalOf(() => performance({ [field]: value }))).toMatchObject({
      argument: `input.${field}`,
      allowed: { text: allowed },
    })
  })

  it('is never further down than it was at most', () => {
    expect(refusalOf(() => performance({ currentDrawdownPct: 3, maxDrawdownPct: 2 }))).toMatchObject({
      argument: 'input.currentDrawdownPct',
      allowed: { text: 'at most maxDrawdownPct, which is 2' },
    })
    expect(performance({ currentDrawdownPct: 3 }).figures).toMatchObject({ currentDrawdownPct: 3 })
    expect(performance({ maxDrawdownPct: 0 }).figures).toMatchObject({ maxDrawdownPct: 0, currentDrawdownPct: null })
  })
})
