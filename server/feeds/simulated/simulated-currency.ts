import type { MarketEvent, OptionsEvent, PerpetualValues } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { changedValues } from './changed-values.js'
import { createCarry } from './forward-curve.js'
import type { MarketSettings } from './market-settings.js'
import { createOptionMarket, type OptionConditions } from './option-market.js'
import { createPerpetual } from './perpetual.js'
import { createPricePath, type MarketShock } from './price-path.js'
import { randomFrom } from './random.js'
import { roundTo } from './rounding.js'
import { createSurfaceMotion } from './surface-motion.js'
import { volatilityIndex } from './vol-surface.js'

/** Everything that happens in one currency. */
export interface SimulatedCurrency {
  /** Lets time pass, without saying anything. */
  step(nowMs: UnixMs, years: number, shock: MarketShock): void
  /** Index and perpetual as they are now; of the perpetual what changed. */
  prices(nowMs: UnixMs): MarketEvent[]
  /** The volatility index if it changed. */
  volatility(nowMs: UnixMs): MarketEvent[]
  /** The listing if it changed. */
  listing(nowMs: UnixMs): MarketEvent[]
  /** The options that changed, as one event. */
  options(nowMs: UnixMs): OptionsEvent[]
}

/** A currency at the start of its history. Its random numbers are its own: other currencies do not change it. */
export function createSimulatedCurrency(settings: MarketSettings, seed: string): SimulatedCurrency {
  const { currency } = settings
  const random = (part: string) => randomFrom(`${seed}/${currency}/${part}`)
  const path = createPricePath(settings, random('price'))
  const perpetual = createPerpetual(settings, random('perpetual'))
  const carry = createCarry(random('carry'))
  const surface = createSurfaceMotion(settings, random('surface'))
  const options = createOptionMarket(settings, random('options'))
  let saidPerpetual: Partial<PerpetualValues> = {}
  let saidVolatility: number | null = null
  const indexUsd = () => roundTo(path.priceUsd(), 2)
  const conditions = (): OptionConditions => {
    return { indexUsd: indexUsd(), carry: carry.carry(), shape: surface.shape(path.volatility()) }
  }
  return {
    step(nowMs, years, shock) {
      path.step(years, shock)
      carry.step(years)
      surface.step(years)
      perpetual.step(nowMs, years, indexUsd())
    },
    prices(nowMs) {
      const times = { eventTimeMs: nowMs, receivedTimeMs: nowMs }
      const now = perpetual.values(nowMs)
      const values = changedValues<Partial<PerpetualValues>>(saidPerpetual, now)
      saidPerpetual = now
      const index: MarketEvent = { type: 'index', currency, priceUsd: indexUsd(), ...times }
      if (!values) return [index]
      return [index, { type: 'perpetual', currency, symbol: `${currency}-PERPETUAL`, values, ...times }]
    },
    volatility(nowMs) {
      const volatility = roundTo(volatilityIndex(conditions().shape), 4)
      if (volatility === saidVolatility) return []
      saidVolatility = volatility
      return [{ type: 'volatility-index', currency, volatility, eventTimeMs: nowMs, receivedTimeMs: nowMs }]
    },
    listing(nowMs) {
      const instruments = options.list(nowMs, conditions())
      return instruments ? [{ type: 'listing', currency, instruments, eventTimeMs: nowMs, receivedTimeMs: nowMs }] : []
    },
    options(nowMs) {
      const updates = options.step(nowMs, conditions())
      return updates.length > 0 ? [{ type: 'options', currency, receivedTimeMs: nowMs, updates }] : []
    },
  }
}
