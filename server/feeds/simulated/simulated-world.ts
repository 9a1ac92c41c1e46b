import { msPerDay, msPerMinute, msPerYear, type UnixMs } from '../../domain/units.js'
import { settingsOf } from './market-settings.js'
import { marketShocks } from './price-path.js'
import { randomFrom } from './random.js'
import { createSimulatedCurrency, type SimulatedCurrency } from './simulated-currency.js'

/** All simulated currencies and the time they have reached. */
export interface SimulatedWorld {
  readonly currencies: readonly SimulatedCurrency[]
  /** Lets the world run up to a time. Does nothing when it is already there. */
  advance(nowMs: UnixMs): void
}

const longestStepMs = 5 * msPerMinute
const mostSteps = 288

/**
 * A world with a day of history. The same seed and the same calls give the same world. Throws for a currency without a
 * model.
 */
export function createSimulatedWorld(seed: string, currencies: readonly string[], nowMs: UnixMs): SimulatedWorld {
  const shockOver = marketShocks(randomFrom(`${seed}/market`))
  const markets = currencies.map((currency) => createSimulatedCurrency(settingsOf(currency), seed))
  let reachedMs = nowMs - msPerDay
  const advance = (untilMs: UnixMs) => {
    const gapMs = untilMs - reachedMs
    if (gapMs <= 0) return
    const steps = Math.min(mostSteps, Math.ceil(gapMs / longestStepMs))
    const startMs = reachedMs
    for (let step = 1; step <= steps; step++) {
      const timeMs = startMs + Math.round((gapMs * step) / steps)
      const years = (timeMs - reachedMs) / msPerYear
      const shock = shockOver(years)
      for (const market of markets) market.step(timeMs, years, shock)
      reachedMs = timeMs
    }
  }
  advance(nowMs)
  return { currencies: markets, advance }
}
