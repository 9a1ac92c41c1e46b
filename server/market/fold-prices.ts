import type { DeliveryPriceEvent, IndexEvent, PerpetualEvent, VolatilityIndexEvent } from '../domain/market-events.js'
import { isNear, priceReach, volatilityReach, type Witness } from './belief.js'
import { likePriceWitness } from './book.js'
import { hearingOf, type CurrencyState } from './currency-state.js'
import { believedNow, hearWeighed, isWitness } from './heard.js'
import { foldState } from './listed-instruments.js'
import { foldPerpetual, newPerpetualState } from './perpetual-state.js'

/** Nobody still holds options of earlier expiries. */
const keptDeliveries = 10

/** Adds a delivery price. False when it was known. */
export function foldDeliveryPrice(state: CurrencyState, { expiryMs, priceUsd }: DeliveryPriceEvent): boolean {
  if (state.deliveryPricesUsd.get(expiryMs) === priceUsd) return false
  const told = [...new Map(state.deliveryPricesUsd).set(expiryMs, priceUsd)].sort(([a], [b]) => b - a)
  state.deliveryPricesUsd = new Map(told.slice(0, keptDeliveries))
  return true
}

/** Adds a price of the currency. False when nothing is new. */
export function foldPrice(state: CurrencyState, event: IndexEvent | PerpetualEvent | VolatilityIndexEvent): boolean {
  const { index, volatility, perpetual } = state
  const hearing = hearingOf(state, event)
  switch (event.type) {
    case 'index':
      state.index = hearWeighed(index, event.priceUsd, hearing, priceReach, indexWitness(state, event))
      return state.index !== index
    case 'perpetual': {
      const known = perpetual ?? newPerpetualState(event.symbol)
      state.perpetual = foldPerpetual(known, event, hearing, isWitness(index, event) ? believedNow(index) : null)
      const isNewState = foldState(state, event.symbol, event.state, hearing) !== null
      return state.perpetual !== known || isNewState
    }
    case 'volatility-index':
      state.volatility = hearWeighed(volatility, event.volatility, hearing, volatilityReach)
      return state.volatility !== volatility
  }
}

/** An index near the one before needs no witness. For any other, the mark of the perpetual is one, believed or not. */
function indexWitness({ index, perpetual }: CurrencyState, event: IndexEvent): Witness {
  const { priceUsd } = event
  if (priceUsd === null || !perpetual || !isWitness(perpetual.book.mark, event)) return null
  if (index.believed !== null && isNear(priceUsd, index.believed, priceReach)) return null
  return likePriceWitness(priceUsd, perpetual.book.mark.value, priceReach)
}
