import type { ListedPerpetual } from '../../domain/instrument.js'
import type { EventTimes, MarketEvent, OptionsEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { roundTo } from '../../lib/round.js'
import { createCarry } from './forward-curve.js'
import type { MarketSettings } from './market-settings.js'
import { createOptionMarket, type OptionConditions } from './option-market.js'
import { createPerpetual, type Perpetual } from './perpetual.js'
import { createPricePath, type MarketShock } from './price-path.js'
import { randomFrom } from './random.js'
import { createSurfaceMotion } from './surface-motion.js'
import { volatilityIndex, type SurfaceShape } from './vol-surface.js'

/** Everything that happens in one currency. */
export interface SimulatedCurrency {
  /** Lets time pass. */
  step(nowMs: UnixMs, years: number, shock: MarketShock): void
  /** Index and perpetual as they are now. */
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
  const prices = priceTeller(currency, perpetual)
  const volatility = volatilityTeller(currency)
  const indexUsd = () => roundTo(path.priceUsd(), 2)
  const shape = () => surface.shape(path.volatility())
  const conditions = (): OptionConditions => ({ indexUsd: indexUsd(), carry: carry.carry(), shape: shape() })
  return {
    step(nowMs, years, shock) {
      path.step(years, shock)
      carry.step(years)
      surface.step(years)
      perpetual.step(nowMs, years, indexUsd())
    },
    prices: (nowMs) => prices(nowMs, indexUsd()),
    volatility: (nowMs) => volatility(nowMs, shape()),
    listing(nowMs) {
      const instruments = options.list(nowMs, conditions())
      if (!instruments) return []
      return [
        { type: 'listing', currency, instruments: [listedPerpetual(settings), ...instruments], ...timesOf(nowMs) },
      ]
    },
    options(nowMs) {
      const updates = options.step(nowMs, conditions())
      return updates.length > 0 ? [{ type: 'options', currency, receivedTimeMs: nowMs, updates, confirms: 'ALL' }] : []
    },
  }
}

function listedPerpetual({ currency, perpetual: { tickUsd, contractUsd } }: MarketSettings): ListedPerpetual {
  return {
    kind: 'PERPETUAL',
    symbol: `${currency}-PERPETUAL`,
    currency,
    tickSize: { base: tickUsd, steps: [] },
    amountUnit: 'USD',
    lotSize: contractUsd,
    minOrderSize: contractUsd,
    contractSize: contractUsd,
    makerCommission: null,
    takerCommission: null,
    state: 'OPEN',
  }
}

function priceTeller(currency: string, perpetual: Perpetual) {
  const symbol = `${currency}-PERPETUAL`
  return (nowMs: UnixMs, indexUsd: number): MarketEvent[] => [
    { type: 'index', currency, priceUsd: indexUsd, ...timesOf(nowMs) },
    { type: 'perpetual', currency, symbol, values: perpetual.values(nowMs), ...timesOf(nowMs) },
  ]
}

function volatilityTeller(currency: string) {
  let said: number | null = null
  return (nowMs: UnixMs, shape: SurfaceShape): MarketEvent[] => {
    const volatility = roundTo(volatilityIndex(shape), 4)
    if (volatility === said) return []
    said = volatility
    return [{ type: 'volatility-index', currency, volatility, ...timesOf(nowMs) }]
  }
}

function timesOf(nowMs: UnixMs): EventTimes {
  return { eventTimeMs: nowMs, receivedTimeMs: nowMs }
}
