import { describe, expect, it } from 'vitest'
import { momentumAgent } from '../../server/trading/agents/momentum/momentum-agent.js'
import type { TradingAgent } from '../../server/trading/agents/trading-agent.js'
import { defaultVolSellerRules } from '../../server/trading/agents/vol-seller/rules.js'
import { volSellerAgent } from '../../server/trading/agents/vol-seller/vol-seller-agent.js'
import { chainAt, testExpiryMs } from '../support/agents/chains.js'
import { marketAt } from '../support/agents/views.js'
import { noon } from '../support/builders.js'
import { deskUnderTest, intervalMs, type DeskUnderTest } from '../support/trading/desk.js'
import { randomWalk } from '../support/trading/random-walk.js'

const depositUsd = 100_000
const hour = 3_600_000

const deskOf = (agent: TradingAgent) =>
  deskUnderTest({ agents: [{ id: 'a', name: 'A', agent, depositUsd }], sampleIntervalMs: 60_000 })

/** Lets the agent decide at this price. */
async function decideAt(test: DeskUnderTest, priceUsd: number, asOf: number): Promise<void> {
  const { perpetual, ...market } = marketAt(priceUsd, { asOf })
  await test.clock.advance(intervalMs)
  await test.say({ ...perpetual, asOf }, market)
}

describe('momentum', () => {
  const hours = 8

  it('trades a handful of times an hour on a market without trends, and fees do not eat the account', async () => {
    for (const seed of [1, 2]) {
      await using test = await deskOf(momentumAgent())
      let asOf = noon
      for (const priceUsd of randomWalk({ seed, startUsd: 84_000, annualVol: 0.45, tickMs: intervalMs })) {
        asOf += intervalMs
        if (asOf > noon + hours * hour) break
        await decideAt(test, priceUsd, asOf)
      }
      const fills = await test.fills('a')
      const { feesUsd, accountValueUsd } = test.performance('a')
      expect(fills.length / hours).toBeGreaterThan(2)
      expect(fills.length / hours).toBeLessThan(8)
      expect((feesUsd ?? NaN) / hours).toBeLessThan((0.03 * depositUsd) / 24)
      expect(accountValueUsd).toBeGreaterThan(0.9 * depositUsd)
      expect(test.failures).toEqual([])
    }
  })
})

describe('vol-seller', () => {
  const tickMs = hour / 3

  it('stays near delta-neutral through two weeks of a walk, trades little, and is flat at the expiry', async () => {
    for (const seed of [1, 3]) {
      await using test = await deskOf(volSellerAgent())
      let asOf = noon
      let beyond = 0
      for (const priceUsd of randomWalk({ seed, startUsd: 80_000, annualVol: 0.4, tickMs })) {
        asOf += tickMs
        if (asOf >= testExpiryMs) break
        await test.sayChain(chainAt({ underlyingUsd: priceUsd, nowMs: asOf }))
        await decideAt(test, priceUsd, asOf)
        const deltaUsd = Math.abs(test.desk.accounts.portfolio('a')?.totalDeltaUsd ?? NaN)
        const bandUsd = defaultVolSellerRules.hedge.bandShare * (test.performance('a').accountValueUsd ?? NaN)
        if (!(deltaUsd <= bandUsd * 1.01)) beyond += 1
      }
      const fills = await test.fills('a')
      expect(fills.length).toBeGreaterThan(4)
      expect(fills.length).toBeLessThan(14 * 20)
      expect(beyond).toBeLessThan(20)
      expect(test.performance('a').feesUsd).toBeLessThan(0.02 * depositUsd)
      expect(test.positions('a')).toEqual([])
      expect(test.failures).toEqual([])
    }
  })
})
