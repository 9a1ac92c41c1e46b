import { expect } from 'vitest'
import type { AccountReader } from '../../../server/trading/account-reader.js'

/** What the schema allows to be null of a paper account. */
const nullable = {
  performance: [
    'asOf',
    'sharpe',
    'sortino',
    'cagrPct',
    'calmar',
    'winRatePct',
    'profitFactor',
    'expectancyUsd',
    'averageWinUsd',
    'averageLossUsd',
    'exposurePct',
    'timeFlatPct',
    'feeSharePct',
  ],
  positions: [
    'asOf',
    'markPriceUsd',
    'notionalUsd',
    'pnlUsd',
    'pnlPct',
    'liquidationPriceUsd',
    'greeks',
    'exitPlan',
    'profitTargetUsd',
    'stopLossUsd',
    'trailingStop',
    'distanceUsd',
    'distancePct',
    'bestPriceUsd',
    'stopPriceUsd',
    'invalidation',
    'invalidationRule',
    'measure',
    'comparison',
    'value',
    'untilMs',
  ],
  portfolio: ['asOf', 'totalDeltaUsd', 'totalGammaUsd', 'totalVegaUsd', 'totalThetaUsd'],
}

/** For tests: what is shown of a paper account holds no NaN, nothing undefined, and null only where the schema says so. */
export function expectSound(accounts: AccountReader, accountId: string): void {
  const faults = [
    ...faultsIn(accounts.performance(accountId), nullable.performance),
    ...faultsIn(accounts.positions(accountId), nullable.positions),
    ...faultsIn(accounts.portfolio(accountId), nullable.portfolio),
  ]
  expect(faults).toEqual([])
  expect(accounts.portfolio(accountId)?.marginAvailableUsd).toBeGreaterThanOrEqual(0)
}

/**
 * For tests: the money of an account adds up, to the cents that are shown: what it is worth is what was paid in, made,
 * lost and received, and without positions that is its cash.
 */
export function expectMoneyToAddUp(accounts: AccountReader, accountId: string): void {
  const shown = accounts.performance(accountId)
  if (!shown) throw new Error(`There is no account ${accountId}`)
  const known = (value: number | null) => value ?? NaN
  const cashUsd =
    known(shown.netDepositsUsd) + known(shown.realizedPnlUsd) - known(shown.feesUsd) + known(shown.fundingUsd)
  expect(Math.abs(known(shown.cashUsd) - cashUsd)).toBeLessThan(0.03)
  const valueUsd = known(shown.cashUsd) + known(shown.unrealizedPnlUsd)
  expect(Math.abs(known(shown.accountValueUsd) - valueUsd)).toBeLessThan(0.02)
  if (shown.openPositions === 0) expect(shown.accountValueUsd).toBe(shown.cashUsd)
}

function faultsIn(value: unknown, nullables: readonly string[], name = ''): string[] {
  if (value === undefined) return [`${name} is undefined`]
  if (value === null) return nullables.includes(name) || name === 'winRatePct' ? [] : [`${name} is null`]
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? [] : [`${name} is ${value}`]
  if (Array.isArray(value)) return value.flatMap((one: unknown) => faultsIn(one, nullables, name))
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => faultsIn(part, nullables, key))
}
