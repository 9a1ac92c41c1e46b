import { expect, it } from 'vitest'
import { randomWalk } from '../../../../tests/support/trading/random-walk.js'
import { chainAt, testExpiryMs } from '../testing/build-chain.js'
import { marketAt, noAbort, testNowMs } from '../testing/build-view.js'
import { paperDesk } from '../testing/paper-desk.js'
import { defaultVolSellerRules } from './rules.js'
import { volSellerAgent } from './vol-seller-agent.js'

const tickMs = 20 * 60_000
const depositUsd = 100_000

it('stays near delta-neutral through two weeks of a walk, trades little, and is flat at the expiry', async () => {
  for (const seed of [1, 3]) {
    const agent = volSellerAgent()
    const desk = paperDesk(depositUsd)
    let nowMs = testNowMs
    let beyond = 0
    for (const priceUsd of randomWalk({ seed, startUsd: 80_000, annualVol: 0.4, tickMs })) {
      nowMs += tickMs
      if (nowMs >= testExpiryMs) break
      const moment = { market: marketAt(priceUsd), chains: [chainAt({ underlyingUsd: priceUsd, nowMs })], nowMs }
      const view = desk.look(moment)
      desk.carryOut(await agent.decide(view, noAbort), view)
      const after = desk.look(moment)
      const deltaUsd =
        Math.abs(after.positions.reduce((sum, { greeks }) => sum + (greeks?.deltaCoin ?? 0), 0)) * priceUsd
      if (deltaUsd > defaultVolSellerRules.hedge.bandShare * after.account.accountValueUsd * 1.01) beyond += 1
    }
    expect(desk.totals.fills).toBeGreaterThan(4)
    expect(desk.totals.fills).toBeLessThan(14 * 20)
    expect(beyond).toBeLessThan(20)
    expect(desk.totals.feesUsd / depositUsd).toBeLessThan(0.02)
    expect(desk.look({ market: marketAt(), nowMs }).positions).toEqual([])
  }
})
