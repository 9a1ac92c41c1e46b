import { describe, expect, it } from 'vitest'
import type { BacktestCommand } from './backtest-command.js'
import { backtestFiles } from './backtest-files.js'
import type { BacktestAccount } from './run-backtest.js'

const fromMs = Date.UTC(2026, 0, 5)
const minute = 60_000
const command: BacktestCommand = {
  agents: ['momentum'],
  fromMs,
  toMs: fromMs + 2 * minute,
  source: { kind: 'simulated', seed: 'mine' },
  folder: '/home/user/out',
}

const header = { seq: 0, asOf: fromMs + 2 * minute, source: 'SIMULATED', freshness: 'LIVE' } as const

const momentum: BacktestAccount = {
  id: 'momentum',
  equity: [
    { timeMs: fromMs, accountValueUsd: 100_000 },
    { timeMs: fromMs + minute, accountValueUsd: 99_250.5 },
    { timeMs: fromMs + 2 * minute, accountValueUsd: 102_500 },
  ],
  performance: {
    ...header,
    accountId: 'momentum',
    accountValueUsd: 102_500,
    cashUsd: 102_501,
    netDepositsUsd: 100_000,
    totalReturnPct: 2.5,
    realizedPnlUsd: 2_003,
    unrealizedPnlUsd: -3,
    feesUsd: 12.5,
    fundingUsd: 4.25,
    sharpe: null,
    sortino: null,
    sampleIntervalSeconds: 60,
    samples: 3,
    samplesNeeded: 1_440,
    maxDrawdownPct: 0.7495,
    currentDrawdownPct: 0,
    cagrPct: null,
    calmar: null,
    winRatePct: 100,
    profitFactor: null,
    expectancyUsd: 2_003,
    averageWinUsd: 2_004,
    averageLossUsd: null,
    exposurePct: 50,
    timeFlatPct: 40,
    feeSharePct: 1,
    trades: 1,
    longTrades: null,
    shortTrades: null,
    openPositions: 0,
    calibration: null,
    doubts: [],
  },
  decisions: [
    {
      ...header,
      id: 'decision-1',
      accountId: 'momentum',
      asOf: fromMs,
      symbol: 'BTC-PERPETUAL',
      action: 'BUY_TO_ENTER',
      confidence: 0.7,
      reasoning: 'Up, "and" up',
      model: 'momentum',
      quantityCoin: 0.5,
      leverage: 3,
      stopLossUsd: 90_000,
      profitTargetUsd: 104_006,
      invalidation: null,
      invalidationRule: null,
      executed: true,
      fillPriceUsd: 100_001,
      feeUsd: 25.5,
      error: null,
      outcome: 'TARGET',
      pnlUsd: 2_003,
      rMultiple: 0.4,
      closedAtMs: fromMs + minute,
    },
  ],
  closedTrades: [
    {
      id: 'trade-1',
      accountId: 'momentum',
      symbol: 'BTC-PERPETUAL',
      side: 'LONG',
      quantityCoin: 0.5,
      entryPriceUsd: 100_001,
      exitPriceUsd: 104_007,
      openedAtMs: fromMs,
      closedAtMs: fromMs + minute,
      pnlUsd: 2_003,
      feesUsd: 12.5,
      fundingUsd: 4.25,
      outcome: 'TARGET',
      source: 'SIMULATED',
    },
  ],
  chance: { probability: 0.25, returns: 2, meanBlockReturns: 2, resamples: 1_999 },
}

const files = backtestFiles(command, { source: 'SIMULATED', seed: 'mine' }, [momentum])
const linesOf = (name: string) => files.get(name)?.trimEnd().split(/\r?\n/)

describe('the files of a run', () => {
  it('have the value of an account at each time', () => {
    expect(linesOf('equity.csv')).toEqual([
      'account,time,accountValueUsd',
      'momentum,2026-01-05T00:00:00.000Z,100000',
      'momentum,2026-01-05T00:01:00.000Z,99250.5',
      'momentum,2026-01-05T00:02:00.000Z,102500',
    ])
  })

  it('have each decision, each figure under its name', () => {
    expect(linesOf('decisions.csv')).toEqual([
      'account,asOf,closedAt,id,symbol,action,confidence,quantityCoin,leverage,stopLossUsd,profitTargetUsd,executed,fillPriceUsd,feeUsd,outcome,pnlUsd,rMultiple,error,reasoning,invalidation',
      'momentum,2026-01-05T00:00:00.000Z,2026-01-05T00:01:00.000Z,decision-1,BTC-PERPETUAL,BUY_TO_ENTER,0.7,0.5,3,90000,104006,true,100001,25.5,TARGET,2003,0.4,,"Up, ""and"" up",',
    ])
  })

  it('have each closed trade, each figure under its name', () => {
    expect(linesOf('trades.csv')).toEqual([
      'account,openedAt,closedAt,id,symbol,side,quantityCoin,entryPriceUsd,exitPriceUsd,pnlUsd,feesUsd,fundingUsd,outcome',
      'momentum,2026-01-05T00:00:00.000Z,2026-01-05T00:01:00.000Z,trade-1,BTC-PERPETUAL,LONG,0.5,100001,104007,2003,12.5,4.25,TARGET',
    ])
  })

  it('have the metrics of each account, what is unknown as null', () => {
    expect(JSON.parse(files.get('result.json') ?? '')).toMatchObject({
      from: '2026-01-05T00:00:00.000Z',
      to: '2026-01-05T00:02:00.000Z',
      market: { source: 'SIMULATED', seed: 'mine' },
      accounts: [
        {
          account: 'momentum',
          depositUsd: 100_000,
          totalReturnPct: 2.5,
          maxDrawdownPct: 0.7495,
          feesUsd: 12.5,
          sharpe: null,
          decisions: 1,
          chanceOfDifference: { probability: 0.25 },
        },
      ],
    })
  })

  it('have a chart of the returns: the times from left to right, the returns upward', () => {
    // From -1 % at the bottom (y 400) to 3 % at the top (y 48): 0, -0.7495 and 2.5 %.
    expect(files.get('equity.svg')).toContain('points="64.0,312.0 502.0,378.0 940.0,92.0"')
  })
})
