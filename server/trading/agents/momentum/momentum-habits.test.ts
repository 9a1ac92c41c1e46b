import { expect, it } from 'vitest'
import { randomWalk } from '../../../../tests/support/trading/random-walk.js'
import { marketAt, noAbort } from '../testing/build-view.js'
import { paperDesk } from '../testing/paper-desk.js'
import { momentumAgent } from './momentum-agent.js'

const hours = 24
const tickMs = 250
const ticksPerDecision = 40
const depositUsd = 100_000

/** A day of deciding every 10 s on a market that ticks every 250 ms with the default volatility. */
async function tradeForADay(seed: number) {
  const agent = momentumAgent()
  const desk = paperDesk(depositUsd)
  let tick = 0
  let valueUsd = depositUsd
  for (const priceUsd of randomWalk({ seed, startUsd: 84_000, annualVol: 0.45, tickMs })) {
    if (++tick * tickMs > hours * 3_600_000) break
    if (tick % ticksPerDecision > 0) continue
    const view = desk.look({ market: marketAt(priceUsd), nowMs: tick * tickMs })
    valueUsd = view.account.accountValueUsd
    desk.carryOut(await agent.decide(view, noAbort), view)
  }
  return { ...desk.totals, valueUsd }
}

it('trades a handful of times an hour on a market without trends, and fees do not eat the account', async () => {
  for (const { fills, feesUsd, valueUsd } of await Promise.all([1, 2, 3].map(tradeForADay))) {
    expect(fills / hours).toBeGreaterThan(2)
    expect(fills / hours).toBeLessThan(8)
    expect(feesUsd / depositUsd).toBeLessThan(0.03)
    expect(valueUsd / depositUsd).toBeGreaterThan(0.9)
  }
})
