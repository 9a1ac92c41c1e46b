import type { Account } from '../../../server/domain/account.js'
import type { NewClosedTrade } from '../../../server/domain/closed-trade.js'
import type { DecisionScore, NewDecision } from '../../../server/domain/decision.js'
import type { NewFill } from '../../../server/domain/fill.js'
import type { NewOrderEvent } from '../../../server/domain/order-event.js'
import type { Order } from '../../../server/domain/order.js'
import type { KeptPerformance, PublishedPositions } from '../../../server/domain/publication.js'
import type { NewScoreEvent } from '../../../server/domain/score-event.js'
import type { TokenRecord } from '../../../server/storage/token-store.js'
import { noon } from '../builders.js'
import { limitOrder } from '../trading/builders.js'

let ids = 0
const nextId = (kind: string) => `${kind}-${(ids += 1)}`

export function account(id: string): Account {
  return { id, name: `Account ${id}`, kind: 'PAPER', agent: 'test', source: 'SIMULATED', openedAtMs: noon }
}

const notScored: DecisionScore = { outcome: null, pnlUsd: null, rMultiple: null, closedAtMs: null }

export function newDecision(fields: Partial<NewDecision> = {}): NewDecision {
  return {
    id: nextId('d'),
    accountId: 'a',
    asOf: noon,
    source: 'SIMULATED',
    freshness: 'LIVE',
    symbol: 'BTC-PERPETUAL',
    action: 'BUY_TO_ENTER',
    confidence: 0.7,
    reasoning: 'A test – with “quotes”, \u0000 and \ud83d\ude00.',
    model: 'test-1',
    quantityCoin: 0.1 + 0.2,
    leverage: 2,
    stopLossUsd: null,
    profitTargetUsd: 90_000.5,
    invalidation: null,
    invalidationRule: { measure: 'MARK_IV', comparison: 'ABOVE', value: 0.62, untilMs: null },
    executed: true,
    fillPriceUsd: 84_000,
    feeUsd: 21,
    error: null,
    ...notScored,
    ...fields,
  }
}

export function order(fields: Partial<Order> = {}): Order {
  return {
    ...limitOrder(83_000, { quantityCoin: 0.5 }),
    id: nextId('o'),
    accountId: 'a',
    origin: 'CALLER',
    decisionId: null,
    status: 'OPEN',
    filledCoin: 0,
    averageFillPriceUsd: null,
    feeUsd: 0,
    cancelReason: null,
    source: 'SIMULATED',
    placedAtMs: noon,
    updatedAtMs: noon,
    ...fields,
  }
}

export function newOrderEvent(fields: Partial<NewOrderEvent> = {}): NewOrderEvent {
  return {
    id: nextId('e'),
    accountId: 'a',
    asOf: noon,
    source: 'SIMULATED',
    freshness: 'LIVE',
    symbol: 'BTC-PERPETUAL',
    change: 'PLACED',
    order: order(),
    ...fields,
  }
}

export function newFill(fields: Partial<NewFill> = {}): NewFill {
  return {
    id: nextId('f'),
    accountId: 'a',
    orderId: 'o-1',
    decisionId: null,
    asOf: noon,
    source: 'SIMULATED',
    freshness: 'LIVE',
    symbol: 'BTC-PERPETUAL',
    side: 'BUY',
    quantityCoin: 0.5,
    priceUsd: 83_999.5,
    priceCoin: null,
    feeUsd: 21,
    liquidity: 'TAKER',
    reason: 'ORDER',
    realizedPnlUsd: 0,
    ...fields,
  }
}

export function newClosedTrade(fields: Partial<NewClosedTrade> = {}): NewClosedTrade {
  return {
    id: nextId('t'),
    accountId: 'a',
    symbol: 'BTC-PERPETUAL',
    side: 'LONG',
    quantityCoin: 0.5,
    entryPriceUsd: 84_000,
    exitPriceUsd: 85_000,
    openedAtMs: noon,
    closedAtMs: noon + 60_000,
    pnlUsd: 480,
    feesUsd: 20,
    fundingUsd: -1.25,
    outcome: 'TARGET',
    source: 'SIMULATED',
    ...fields,
  }
}

/** Of a decision that entered something, all of it closed at its stop. */
export function newScore(fields: Partial<NewScoreEvent> & Pick<NewScoreEvent, 'decisionId'>): NewScoreEvent {
  const score = { outcome: 'STOP', pnlUsd: -12.5, rMultiple: -1.1, closedAtMs: noon + 1 } as const
  return { id: nextId('s'), accountId: 'a', score, ...fields }
}

export function publishedPositions(...symbols: readonly string[]): PublishedPositions {
  return {
    asOf: noon,
    positions: symbols.map((symbol) => ({
      symbol,
      state: null,
      side: 'LONG',
      quantityCoin: 0.5,
      leverage: 2,
      entryPriceUsd: 84_000,
      markPriceUsd: null,
      markDoubted: false,
      notionalUsd: null,
      marginUsd: null,
      pnlUsd: -1.5,
      pnlPct: null,
      liquidationPriceUsd: null,
      greeks: null,
      exitPlan: null,
      openedAtMs: noon,
    })),
  }
}

export function tokenRecord(fields: Partial<TokenRecord> = {}): TokenRecord {
  return { id: 'token-1', name: 'Token', scopes: ['market:read'], createdAtMs: noon, expiresAtMs: null, ...fields }
}

export const publishedPerformance: KeptPerformance = {
  asOf: noon,
  believed: { returnPct: 5, atMs: noon },
  figures: {
    accountValueUsd: 10_500,
    cashUsd: 10_000,
    netDepositsUsd: 10_000,
    totalReturnPct: 5,
    realizedPnlUsd: 500,
    unrealizedPnlUsd: 0,
    feesUsd: 12.5,
    fundingUsd: null,
    sharpe: null,
    sortino: null,
    maxDrawdownPct: 3,
    currentDrawdownPct: 0,
    winRatePct: 60,
    profitFactor: 1.5,
    trades: 10,
  },
}
