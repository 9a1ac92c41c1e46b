import { expect, it } from 'vitest'
import type { Ledger } from '../../engine/ledger.js'
import { cashUsd, openLedger } from '../../engine/ledger.js'
import { applyFill } from '../../engine/apply-fill.js'
import { executeDecision } from '../../engine/execute-decision.js'
import { valueAt } from '../../engine/valuation.js'
import { marketWith } from '../../../../tests/support/trading/builders.js'
import { randomWalk } from '../../../../tests/support/trading/random-walk.js'
import { momentumAgent } from './momentum-agent.js'

const hours = 24
const tickMs = 250
const ticksPerDecision = 40
const depositUsd = 100_000
const symbol = 'BTC-PERPETUAL'

/** A day of deciding every 10 s on a market that ticks every 250 ms with the default volatility. */
function tradeForADay(seed: number): { ledger: Ledger; fills: number } {
  const agent = momentumAgent()
  let ledger = openLedger(depositUsd)
  let fills = 0
  let tick = 0
  for (const markPriceUsd of randomWalk({ seed, startUsd: 84_000, annualVol: 0.45, tickMs })) {
    if (++tick * tickMs > hours * 3_600_000) break
    if (tick % ticksPerDecision > 0) continue
    const nowMs = tick * tickMs
    const quotes = { markPriceUsd, bidPriceUsd: markPriceUsd - 0.5, askPriceUsd: markPriceUsd + 0.5 }
    const market = marketWith(quotes, { asOf: nowMs })
    const marks = new Map([[symbol, markPriceUsd]])
    const account = valueAt(ledger, marks)
    const held = account.positions[0]
    const unread = { pnlPct: null, greeks: null }
    const position = held ? { ...held.position, ...held, ...unread } : null
    const execution = executeDecision({ ledger, marks }, agent.decide({ market, position, account, nowMs }), market)
    if (!('fill' in execution)) continue
    ledger = applyFill(ledger, execution.fill)
    fills += 1
  }
  return { ledger, fills }
}

it('trades a handful of times an hour on a market without trends, and fees do not eat the account', () => {
  const days = [1, 2, 3].map(tradeForADay)
  for (const { ledger, fills } of days) {
    expect(fills / hours).toBeGreaterThan(2)
    expect(fills / hours).toBeLessThan(8)
    expect(ledger.feesUsd / depositUsd).toBeLessThan(0.03)
    expect(cashUsd(ledger) / depositUsd).toBeGreaterThan(0.9)
  }
})
