import type { Performance } from '../../domain/performance.js'
import { benchmarkAgent, type BacktestAccount } from './run-backtest.js'

type Metric = readonly [label: string, field: keyof Performance, unit: '' | ' %' | ' USD']

/** In the order of the table. Each is defined in `schema/accounts.graphql`. */
const metrics = [
  ['Account value', 'accountValueUsd', ' USD'],
  ['Return', 'totalReturnPct', ' %'],
  ['Return a year', 'cagrPct', ' %'],
  ['Sharpe', 'sharpe', ''],
  ['Sortino', 'sortino', ''],
  ['Max drawdown', 'maxDrawdownPct', ' %'],
  ['Calmar', 'calmar', ''],
  ['Closed trades', 'trades', ''],
  ['Win rate', 'winRatePct', ' %'],
  ['Profit factor', 'profitFactor', ''],
  ['Expectancy', 'expectancyUsd', ' USD'],
  ['Average win', 'averageWinUsd', ' USD'],
  ['Average loss', 'averageLossUsd', ' USD'],
  ['Realized PnL', 'realizedPnlUsd', ' USD'],
  ['Unrealized PnL', 'unrealizedPnlUsd', ' USD'],
  ['Fees', 'feesUsd', ' USD'],
  ['Funding', 'fundingUsd', ' USD'],
  ['Time flat', 'timeFlatPct', ' %'],
  ['Open positions', 'openPositions', ''],
] as const satisfies readonly Metric[]

type MetricField = (typeof metrics)[number][1]

/** The account's metrics, by the names that the schema gives them. */
export function metricsOf(performance: Performance): Readonly<Record<MetricField, number | null>> {
  const entries = metrics.map(([, field]) => [field, performance[field]] as const)
  return Object.fromEntries(entries) as Record<MetricField, number | null>
}

/** For a terminal: a line a metric and a column an account. What is unknown is a dash. */
export function metricsTable(accounts: readonly BacktestAccount[]): string {
  const lines = metrics.map(([label, field, unit]) => [
    label,
    ...accounts.map(({ performance }) => shown(performance[field], unit)),
  ])
  const table = [
    ['', ...accounts.map(({ id }) => id)],
    ...lines,
    ['Decisions', ...accounts.map(({ decisions }) => shown(decisions.length, ''))],
    ['Chance of the difference', ...accounts.map(({ chance }) => shown(chance && 100 * chance.probability, ' %'))],
  ]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  return table.map((row) => row.map((cell, column) => aligned(cell, column, widths[column] ?? 0)).join('  ')).join('\n')
}

const aligned = (cell: string, column: number, width: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width)

function shown(value: number | null, unit: Metric[2]): string {
  if (value === null) return '–'
  const digits = { minimumFractionDigits: unit === '' ? 0 : 2, maximumFractionDigits: 2 }
  return `${value.toLocaleString('en-US', digits)}${unit}`
}

/** What the last line of the table means. */
export const howChance = `Chance of the difference: how often accounts whose returns truly equal those of ${benchmarkAgent} would differ from it
as far as these did. Stationary block bootstrap of the differences of the returns (Politis & Romano 1994); – is unknown.`
