import { lengths, maxPublishedPositions } from '../../../domain/limits.js'
import type { Position } from '../../../domain/position.js'
import type { PublishedPerformance, PublishedPositions } from '../../../domain/publication.js'
import type { DecisionPublication } from '../../../trading/brokerage.js'
import type {
  PublishDecisionInput,
  PublishedPositionInput,
  PublishPerformanceInput,
  PublishPositionsInput,
} from '../../generated/resolver-types.js'
import {
  invalidInput,
  lineInput,
  numberInput,
  optionalNumber,
  optionalText,
  pastTime,
  textInput,
} from '../../input-checks.js'

const positive = { above: 0 } as const
const notNegative = { min: 0 } as const

/** Throws INVALID_INPUT. */
export function decisionPublication(input: PublishDecisionInput, nowMs: number): DecisionPublication {
  const decision = decisionFields(input, nowMs)
  const { action, executed, quantityCoin, fillPriceUsd, error } = decision
  if (action === 'HOLD' && quantityCoin !== null) throw invalidInput('quantityCoin', 'left out of a HOLD')
  if (action === 'HOLD' && fillPriceUsd !== null) throw invalidInput('fillPriceUsd', 'left out of a HOLD')
  if (!executed && fillPriceUsd !== null) throw invalidInput('fillPriceUsd', 'left out when executed is false')
  if (executed && error !== null) throw invalidInput('error', 'left out when executed is true')
  return decision
}

function decisionFields(input: PublishDecisionInput, nowMs: number): DecisionPublication {
  return {
    asOf: pastTime('decidedAt', input.decidedAt, nowMs),
    symbol: lineInput('symbol', input.symbol, lengths.symbol),
    action: input.action,
    confidence: optionalNumber('confidence', input.confidence, { min: 0, max: 1 }),
    reasoning: textInput('reasoning', input.reasoning, lengths.reasoning),
    model: lineInput('model', input.model, lengths.model),
    quantityCoin: optionalNumber('quantityCoin', input.quantityCoin, positive),
    leverage: optionalNumber('leverage', input.leverage, positive),
    stopLossUsd: optionalNumber('stopLossUsd', input.stopLossUsd, positive),
    profitTargetUsd: optionalNumber('profitTargetUsd', input.profitTargetUsd, positive),
    invalidation: optionalText('invalidation', input.invalidation, lengths.invalidation),
    executed: input.executed,
    fillPriceUsd: optionalNumber('fillPriceUsd', input.fillPriceUsd, positive),
    feeUsd: optionalNumber('feeUsd', input.feeUsd),
    error: optionalText('error', input.error, lengths.error),
  }
}

/** Throws INVALID_INPUT. */
export function publishedPositions(input: PublishPositionsInput, nowMs: number): PublishedPositions {
  const { positions } = input
  if (positions.length > maxPublishedPositions)
    throw invalidInput('positions', `at most ${maxPublishedPositions} positions`)
  const symbols = new Set<string>()
  positions.forEach(({ symbol }, index) => {
    if (symbols.has(symbol))
      throw invalidInput(`positions.${index}.symbol`, 'a symbol that no other of these positions has')
    symbols.add(symbol)
  })
  const read = positions.map((position, index) => publishedPosition(position, index, nowMs))
  const bySymbol = read.sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
  return { asOf: pastTime('asOf', input.asOf, nowMs), positions: bySymbol }
}

function publishedPosition(input: PublishedPositionInput, index: number, nowMs: number): Position {
  const at = (field: string) => `positions.${index}.${field}`
  const quantityCoin = numberInput(at('quantityCoin'), input.quantityCoin, positive)
  return {
    symbol: lineInput(at('symbol'), input.symbol, lengths.symbol),
    state: null,
    side: input.side,
    quantityCoin,
    leverage: optionalNumber(at('leverage'), input.leverage, positive),
    entryPriceUsd: numberInput(at('entryPriceUsd'), input.entryPriceUsd, positive),
    markPriceUsd: optionalNumber(at('markPriceUsd'), input.markPriceUsd, notNegative),
    markDoubted: false,
    notionalUsd: null,
    marginUsd: optionalNumber(at('marginUsd'), input.marginUsd, notNegative),
    pnlUsd: optionalNumber(at('pnlUsd'), input.pnlUsd),
    pnlPct: null,
    liquidationPriceUsd: optionalNumber(at('liquidationPriceUsd'), input.liquidationPriceUsd, positive),
    greeks: null,
    exitPlan: exitPlan(input, at),
    openedAtMs: input.openedAt == null ? null : pastTime(at('openedAt'), input.openedAt, nowMs),
  }
}

function exitPlan(input: PublishedPositionInput, at: (field: string) => string): Position['exitPlan'] {
  const profitTargetUsd = optionalNumber(at('profitTargetUsd'), input.profitTargetUsd, positive)
  const stopLossUsd = optionalNumber(at('stopLossUsd'), input.stopLossUsd, positive)
  const invalidation = optionalText(at('invalidation'), input.invalidation, lengths.invalidation)
  if (profitTargetUsd === null && stopLossUsd === null && invalidation === null) return null
  return { profitTargetUsd, stopLossUsd, trailingStop: null, invalidation, invalidationRule: null }
}

/** Throws INVALID_INPUT. */
export function publishedPerformance(input: PublishPerformanceInput, nowMs: number): PublishedPerformance {
  const performance = performanceFields(input, nowMs)
  const { maxDrawdownPct, currentDrawdownPct } = performance.figures
  if (maxDrawdownPct !== null && (currentDrawdownPct ?? 0) > maxDrawdownPct) {
    throw invalidInput('currentDrawdownPct', `at most maxDrawdownPct, which is ${maxDrawdownPct}`)
  }
  return performance
}

function performanceFields(input: PublishPerformanceInput, nowMs: number): PublishedPerformance {
  return {
    asOf: pastTime('asOf', input.asOf, nowMs),
    figures: {
      accountValueUsd: numberInput('accountValueUsd', input.accountValueUsd, {}),
      cashUsd: optionalNumber('cashUsd', input.cashUsd),
      netDepositsUsd: optionalNumber('netDepositsUsd', input.netDepositsUsd),
      totalReturnPct: optionalNumber('totalReturnPct', input.totalReturnPct),
      realizedPnlUsd: optionalNumber('realizedPnlUsd', input.realizedPnlUsd),
      unrealizedPnlUsd: optionalNumber('unrealizedPnlUsd', input.unrealizedPnlUsd),
      feesUsd: optionalNumber('feesUsd', input.feesUsd),
      fundingUsd: optionalNumber('fundingUsd', input.fundingUsd),
      sharpe: optionalNumber('sharpe', input.sharpe),
      sortino: optionalNumber('sortino', input.sortino),
      maxDrawdownPct: optionalNumber('maxDrawdownPct', input.maxDrawdownPct, notNegative),
      currentDrawdownPct: optionalNumber('currentDrawdownPct', input.currentDrawdownPct, notNegative),
      winRatePct: optionalNumber('winRatePct', input.winRatePct, { min: 0, max: 100 }),
      profitFactor: optionalNumber('profitFactor', input.profitFactor, notNegative),
      trades: optionalNumber('trades', input.trades, notNegative),
    },
  }
}
