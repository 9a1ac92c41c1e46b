import type { UnixMs } from '../../domain/units.js'
import { csvOf, type Cell } from '../../lib/csv.js'
import { iso } from '../../lib/iso.js'
import { pastPace } from '../past/judged-life.js'
import type { BacktestCommand } from './backtest-command.js'
import { equityChart } from './equity-chart.js'
import { metricsOf } from './metrics.js'
import { benchmarkAgent, type BacktestAccount } from './run-backtest.js'

/** What a run leaves behind, by the name of the file. Nothing in it depends on when or where it ran. */
export function backtestFiles(
  command: BacktestCommand,
  market: object,
  accounts: readonly BacktestAccount[],
): ReadonlyMap<string, string> {
  return new Map([
    ['equity.csv', equityCsv(accounts)],
    ['decisions.csv', decisionsCsv(accounts)],
    ['trades.csv', tradesCsv(accounts)],
    ['equity.svg', equityChart(accounts)],
    ['result.json', `${JSON.stringify(resultOf(command, market, accounts), null, 2)}\n`],
  ])
}

const isoOrNull = (timeMs: UnixMs | null) => (timeMs === null ? null : iso(timeMs))

function equityCsv(accounts: readonly BacktestAccount[]): string {
  const rows = accounts.flatMap(({ id, equity }) =>
    equity.map(({ timeMs, accountValueUsd }) => [id, iso(timeMs), accountValueUsd]),
  )
  return csvOf(['account', 'time', 'accountValueUsd'], rows)
}

const decisionColumns = [
  'id',
  'symbol',
  'action',
  'confidence',
  'quantityCoin',
  'leverage',
  'stopLossUsd',
  'profitTargetUsd',
  'executed',
  'fillPriceUsd',
  'feeUsd',
  'outcome',
  'pnlUsd',
  'rMultiple',
  'error',
  'reasoning',
  'invalidation',
] as const

function decisionsCsv(accounts: readonly BacktestAccount[]): string {
  const rows = accounts.flatMap(({ id, decisions }) =>
    decisions.map((made): readonly Cell[] => [
      id,
      isoOrNull(made.asOf),
      isoOrNull(made.closedAtMs),
      ...decisionColumns.map((column) => made[column]),
    ]),
  )
  return csvOf(['account', 'asOf', 'closedAt', ...decisionColumns], rows)
}

const tradeColumns = [
  'id',
  'symbol',
  'side',
  'quantityCoin',
  'entryPriceUsd',
  'exitPriceUsd',
  'pnlUsd',
  'feesUsd',
  'fundingUsd',
  'outcome',
] as const

function tradesCsv(accounts: readonly BacktestAccount[]): string {
  const rows = accounts.flatMap(({ id, closedTrades }) =>
    closedTrades.map((trade): readonly Cell[] => [
      id,
      iso(trade.openedAtMs),
      iso(trade.closedAtMs),
      ...tradeColumns.map((column) => trade[column]),
    ]),
  )
  return csvOf(['account', 'openedAt', 'closedAt', ...tradeColumns], rows)
}

function resultOf({ fromMs, toMs }: BacktestCommand, market: object, accounts: readonly BacktestAccount[]): object {
  return {
    from: iso(fromMs),
    to: iso(toMs),
    market,
    decisionIntervalSeconds: pastPace.decisionIntervalMs / 1_000,
    sampleIntervalSeconds: pastPace.sampleIntervalMs / 1_000,
    benchmark: benchmarkAgent,
    chanceOfDifference: {
      method: 'Stationary block bootstrap of the differences of returns from the benchmark, two-sided',
      source: 'Politis & Romano (1994), The Stationary Bootstrap, JASA 89(428), 1303–1313',
    },
    accounts: accounts.map(({ id, performance, decisions, chance }) => ({
      account: id,
      asOf: isoOrNull(performance.asOf),
      depositUsd: performance.netDepositsUsd,
      ...metricsOf(performance),
      decisions: decisions.length,
      chanceOfDifference: chance,
    })),
  }
}
