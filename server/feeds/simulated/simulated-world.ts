import { settingsOf, simulatedCurrencies } from './market-settings.js'
import { simulatedCurrency, type SimulatedCurrency } from './simulated-currency.js'

/**
 * The simulated market as a function of a seed and a time.
 *
 * Nothing in it remembers a past. Every random number is a hash of the seed, of what it is for, and of a place in time
 * (`hashed-random.ts`). Prices, volatilities and rates are paths whose value at a time is found by halving intervals
 * (`bridged-path.ts`). Listings, quotes, trades and open interest are made from these at times that are functions of
 * time themselves. So all processes with one seed have the same market at the same time, whenever they began, a restart
 * is no jump, and the past can be asked for. What is kept between two questions only makes the second one cheaper.
 */
export interface SimulatedWorld {
  readonly currencies: readonly SimulatedCurrency[]
}

/** The world of a seed. Throws a RangeError for a currency without a model. */
export function simulatedWorld(seed: string, currencies: readonly string[] = simulatedCurrencies): SimulatedWorld {
  return { currencies: currencies.map((currency) => simulatedCurrency(settingsOf(currency), seed)) }
}
