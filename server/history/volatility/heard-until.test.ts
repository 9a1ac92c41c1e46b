import { beforeAll, expect, it } from 'vitest'
import { chainAt } from '../../../tests/support/agents/chains.js'
import type { HeardChain } from '../../domain/option-chain.js'
import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'
import { HeardUntil } from './heard-until.js'
import { HeardVolatility, type HeardIndex } from './heard-volatility.js'
import { VolatilityReader } from './volatility-reader.js'

const beginMs = Date.UTC(2026, 8, 24, 10)
const minute = (count: number) => beginMs + count * msPerMinute
const choice = { currency: 'BTC', tenorDays: 1 }

const chain = chainAt()

/** Puts over calls that grow from minute to minute. */
function chainsAt(timeMs: number): readonly HeardChain[] {
  const contracts = chain.contracts.map((one) => ({
    ...one,
    openInterestCoin: one.optionKind === 'PUT' ? (timeMs - beginMs) / msPerMinute : 1,
  }))
  return [{ ...chain, expiryMs: beginMs + 30 * msPerDay, contracts }]
}

function indexOf(factor: number): HeardIndex {
  return {
    prepare: () => Promise.resolve(),
    closeOf: (_currency, hourMs) => ((hourMs / msPerHour) % 2 === 0 ? 100 : 100 * factor),
    settledMs: () => -Infinity,
  }
}

/** What was heard in 90 minutes. */
let present: HeardVolatility
beforeAll(() => {
  let marketMs = beginMs
  const parts = { marketMs: () => marketMs, chains: () => chainsAt(marketMs), index: indexOf(1.1), kept: null }
  present = new HeardVolatility(parts)
  for (; marketMs < minute(90); marketMs += 10_000) present.heard('BTC')
})

const pointsOf = async (source: HeardUntil | HeardVolatility, interval: 'M1' | 'H1') =>
  (await new VolatilityReader(source).page({ ...choice, interval, fromMs: null, beforeMs: null, first: 200 })).points

it('has the minutes that had ended by then, and of the interval that ran what was known of it', async () => {
  const marketMs = minute(70) + 25_000
  const then = new HeardUntil({ present, marketMs: () => marketMs, index: indexOf(1.1) })
  const minutes = await pointsOf(then, 'M1')
  expect(minutes).toHaveLength(70)
  expect(minutes[0]).toMatchObject({ timeMs: minute(70), final: true })
  expect(minutes).toEqual((await pointsOf(present, 'M1')).slice(-70))
  const [running, before] = await pointsOf(then, 'H1')
  expect(running).toMatchObject({ timeMs: minute(70), final: false })
  expect(running?.putCallOpenInterest).toBe(minutes[0]?.putCallOpenInterest)
  expect(before).toMatchObject({ timeMs: minute(60), final: true })
})

it('has the index as it was known then', async () => {
  const calm = new HeardUntil({ present, marketMs: () => minute(70), index: indexOf(1.01) })
  const [then] = await pointsOf(calm, 'M1')
  const now = (await pointsOf(present, 'M1')).find(({ timeMs }) => timeMs === then?.timeMs)
  expect(then?.realizedVolatility).toBeLessThan(now?.realizedVolatility ?? 0)
})

it('has nothing of before the first minute was over, and of a market that had not spoken', async () => {
  for (const marketMs of [null, beginMs - 1, minute(1) - 1]) {
    const then = new HeardUntil({ present, marketMs: () => marketMs, index: indexOf(1.1) })
    expect(then.extent('BTC')).toBeNull()
    expect(await pointsOf(then, 'M1')).toEqual([])
  }
})
