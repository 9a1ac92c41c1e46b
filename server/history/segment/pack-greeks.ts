import type { Greeks } from '../../domain/greeks.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import type { OptionInstrument } from '../../domain/instrument.js'
import type { MarketEvent, OptionUpdate } from '../../domain/market-events.js'
import { mostUnits, numberOf, powerOf, unitsOf } from './decimals.js'
import { expectedGreeks } from './expected-greeks.js'

/** The differences of greeks from those expected, in units of their last decimal. */
interface GreeksUnits {
  readonly deltaUnits: number
  readonly gammaUnits: number
  readonly vegaUnits: number
  readonly thetaUnits: number
  readonly rhoUnits: number
}

/** Greeks have five decimals. */
const scale = 5

/**
 * Greeks follow from IV, forward and time, and take two fifths of the bytes when they are written as they are.
 * So what is written are small differences. Those that do not fit stay as they are. One of these goes through all events
 * of a part, from the first one on, when it is written and when it is read.
 */
export class GreeksPacker {
  readonly #options = new Map<string, KnownOption>()

  packed(event: MarketEvent): unknown {
    if (event.type !== 'options') return event
    return { ...event, updates: event.updates.map((update) => this.#packedUpdate(update)) }
  }

  /** Puts the greeks back into an event that was just read. */
  unpack(event: MarketEvent): void {
    if (event.type !== 'options') return
    for (const update of event.updates) this.#unpackUpdate(update)
  }

  #packedUpdate(update: OptionUpdate): unknown {
    const { greeks } = update.values
    const expected = this.#expected(update)
    const units = greeks && expected && unitsFrom(greeks, expected)
    return units ? { ...update, values: { ...update.values, greeks: units } } : update
  }

  #unpackUpdate(update: OptionUpdate): void {
    const expected = this.#expected(update)
    const values: { greeks?: Greeks | GreeksUnits | null } = update.values
    const { greeks } = values
    if (!greeks || !('deltaUnits' in greeks)) return
    if (!expected) throw new TypeError('Greeks without IV and forward')
    values.greeks = greeksFrom(greeks, expected)
  }

  /** What the greeks of an update should be, by the newest IV and forward of its option. */
  #expected({ symbol, eventTimeMs, values }: OptionUpdate): Greeks | null {
    const { markIv, underlyingPriceUsd } = values
    const known = this.#known(symbol)
    if (markIv !== undefined) known.iv = markIv
    if (underlyingPriceUsd !== undefined) known.forwardUsd = underlyingPriceUsd
    const { option, iv, forwardUsd } = known
    if (!values.greeks || option === null || iv === null || forwardUsd === null) return null
    return expectedGreeks({ option, iv, forwardUsd, timeMs: eventTimeMs })
  }

  #known(symbol: string): KnownOption {
    const before = this.#options.get(symbol)
    if (before) return before
    const known: KnownOption = { option: parseOptionName(symbol), iv: null, forwardUsd: null }
    this.#options.set(symbol, known)
    return known
  }
}

interface KnownOption {
  readonly option: OptionInstrument | null
  iv: number | null
  forwardUsd: number | null
}

function unitsFrom(greeks: Greeks, expected: Greeks): GreeksUnits | null {
  const units = {
    deltaUnits: difference(greeks.delta, expected.delta),
    gammaUnits: difference(greeks.gamma, expected.gamma),
    vegaUnits: difference(greeks.vega, expected.vega),
    thetaUnits: difference(greeks.theta, expected.theta),
    rhoUnits: difference(greeks.rho, expected.rho),
  }
  return Object.values(units).every(Number.isSafeInteger) && Object.keys(greeks).length === 5 ? units : null
}

function greeksFrom(units: GreeksUnits, expected: Greeks): Greeks {
  return {
    delta: sum(units.deltaUnits, expected.delta),
    gamma: sum(units.gammaUnits, expected.gamma),
    vega: sum(units.vegaUnits, expected.vega),
    theta: sum(units.thetaUnits, expected.theta),
    rho: sum(units.rhoUnits, expected.rho),
  }
}

function difference(greek: number, expected: number): number {
  return unitsOf(greek, scale) - roundedUnits(expected)
}

function sum(units: number, expected: number): number {
  return numberOf(units + roundedUnits(expected), scale)
}

/** No number that is not exact, such as NaN and infinities, which nothing expects either. */
function roundedUnits(expected: number): number {
  const units = Math.round(expected * powerOf(scale))
  return Math.abs(units) <= mostUnits ? units : 0
}
