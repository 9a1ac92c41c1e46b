import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskUnderTest } from '../support/trading/desk.js'
import { accountIds, accountSteps, RandomAccount } from '../support/trading/random-account.js'
import { expectMoneyToAddUp, expectSound } from '../support/trading/sound.js'

const total = (amounts: readonly number[]) => amounts.reduce((sum, one) => sum + one, 0)

/** What the journal kept of an account makes up what is shown of it. */
async function expectRecordsToMakeUp(test: DeskUnderTest, accountId: string): Promise<void> {
  const shown = test.performance(accountId)
  const fills = await test.fills(accountId)
  const closed = await test.closedTrades(accountId)
  const near = (value: number, wanted: number | null) => expect(Math.abs(value - (wanted ?? NaN))).toBeLessThan(0.02)
  near(total(fills.map(({ feeUsd }) => feeUsd)), shown.feesUsd)
  near(total(fills.map(({ realizedPnlUsd }) => realizedPnlUsd)), shown.realizedPnlUsd)
  expect(closed).toHaveLength(shown.trades ?? NaN)
  for (const { quantityCoin } of fills) expect(quantityCoin).toBe(Math.round(quantityCoin * 1e8) / 1e8)
  expect(fills.map(({ seq }) => seq)).toEqual(fills.map((_fill, index) => index + 1))
  if (shown.openPositions === 0) {
    near(total(closed.map(({ pnlUsd }) => pnlUsd)), (shown.accountValueUsd ?? NaN) - (shown.netDepositsUsd ?? NaN))
    near(total(closed.map(({ fundingUsd }) => fundingUsd)), shown.fundingUsd)
  }
}

/** What is held is what was bought less what was sold. */
async function expectFillsToMakeUpPositions(test: DeskUnderTest, accountId: string): Promise<void> {
  const coins = new Map<string, number>()
  for (const { symbol, side, quantityCoin } of await test.fills(accountId)) {
    coins.set(symbol, (coins.get(symbol) ?? 0) + (side === 'BUY' ? quantityCoin : -quantityCoin))
  }
  const held = new Map(test.positions(accountId).map((one) => [one.symbol, one]))
  for (const [symbol, signedCoin] of coins) {
    const { side, quantityCoin } = held.get(symbol) ?? { side: 'LONG', quantityCoin: 0 }
    expect(signedCoin).toBeCloseTo(side === 'LONG' ? quantityCoin : -quantityCoin, 7)
  }
  expect(held.size).toBeLessThanOrEqual(coins.size)
}

/** A failure is told before the test is over: each step of shrinking it plays all of a desk again. */
const interruptAfterTimeLimit = 120_000

type Stops = ReadonlyMap<string, number>

/** Each trailing stop of an account as it stands, by its id: none is behind where it was. */
function expectStopsNotToMoveBack(test: DeskUnderTest, accountId: string, before: Stops): Stops {
  const stops = new Map<string, number>()
  for (const { side, exitPlan } of test.positions(accountId)) {
    const { id = '', stopPriceUsd = null } = exitPlan?.trailingStop ?? {}
    if (stopPriceUsd === null) continue
    const was = before.get(id) ?? stopPriceUsd
    expect(side === 'LONG' ? stopPriceUsd >= was : stopPriceUsd <= was).toBe(true)
    stops.set(id, stopPriceUsd)
  }
  return stops
}

describe('whatever happens to an account', () => {
  it('adds up at every step', async () => {
    await fc.assert(
      fc.asyncProperty(accountSteps, async (steps) => {
        await using one = await RandomAccount.start({ restarts: true })
        let stops: Stops = new Map()
        for (const step of steps) {
          await one.play(step)
          stops = expectStopsNotToMoveBack(one.test, 'me', stops)
          for (const id of accountIds) {
            expectSound(one.test.desk.accounts, id)
            expectMoneyToAddUp(one.test.desk.accounts, id)
            await expectRecordsToMakeUp(one.test, id)
            await expectFillsToMakeUpPositions(one.test, id)
          }
        }
        expect(one.test.failures).toEqual([])
      }),
      { numRuns: 60, interruptAfterTimeLimit },
    )
  })

  it('is not changed by restarts in the middle', async () => {
    await fc.assert(
      fc.asyncProperty(accountSteps, async (steps) => {
        await using one = await RandomAccount.start({ restarts: true })
        await using other = await RandomAccount.start({ restarts: false })
        for (const step of steps) {
          await one.play(step)
          await other.play(step)
          for (const id of accountIds) expect(await shown(one.test, id)).toEqual(await shown(other.test, id))
        }
      }),
      { numRuns: 40, interruptAfterTimeLimit },
    )
  })
})

/** All but what is given anew: ids, and the counts of changes. */
async function shown(test: DeskUnderTest, accountId: string) {
  const { accounts } = test.desk
  const positions = test.positions(accountId).map((position) => {
    const { exitPlan } = position
    const trailingStop = exitPlan?.trailingStop && { ...exitPlan.trailingStop, id: '' }
    return { ...position, exitPlan: exitPlan && { ...exitPlan, trailingStop } }
  })
  const states = [
    accounts.performance(accountId),
    { ...accounts.positions(accountId), positions },
    accounts.portfolio(accountId),
  ]
  const fills = await test.fills(accountId)
  return {
    states: states.map((state) => ({ ...state, seq: 0 })),
    fills: fills.map((fill) => ({ ...fill, id: '', orderId: '', decisionId: '' })),
  }
}
