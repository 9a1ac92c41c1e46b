import { exactCoin } from '../../../domain/coin.js'
import {
  isCountedInUsd,
  isLinear,
  namesAre,
  parseOptionName,
  parsePerpetualName,
} from '../../../domain/instrument-name.js'
import {
  lengths,
  maxLeverage,
  maxOrderUsd,
  maxPriceCoin,
  maxPriceUsd,
  maxQuantityCoin,
} from '../../../domain/limits.js'
import type { OrderAmendment, OrderRequest, PlacedRequest, Quantity, TimeInForce } from '../../../domain/order.js'
import type { ExitsChange, TrailingDistance } from '../../../domain/position.js'
import { differenceWithoutDust, withoutDust } from '../../../lib/round.js'
import type {
  AmendOrderInput,
  PlaceOrderInput,
  SetExitsInput,
  TrailingStopInput,
} from '../../generated/resolver-types.js'
import { invalidInput, lineInput, numberInput, optionalNumber } from '../../input-checks.js'

/** More than `max` passes here. Trading refuses it as `OutOfBounds`. */
const upTo = (max: number) => ({ above: 0, max, moreIsRefused: true })
const coins = upTo(maxQuantityCoin)
const worth = upTo(maxOrderUsd)
const inUsd = upTo(maxPriceUsd)
const inCoin = upTo(maxPriceCoin)

/** An order as the engine takes it. Throws INVALID_INPUT. */
export function orderRequest(input: PlaceOrderInput): PlacedRequest {
  const { side, type, reduceOnly } = input
  return {
    symbol: lineInput('symbol', input.symbol, lengths.symbol),
    side,
    type,
    timeInForce: timeInForce(input),
    ...quantity(input),
    ...limits(input),
    reduceOnly,
    leverage: numberInput('leverage', input.leverage, { min: 1, max: maxLeverage }),
    stopLossUsd: price('stopLossUsd', input.stopLossUsd, inUsd),
    profitTargetUsd: price('profitTargetUsd', input.profitTargetUsd, inUsd),
    trailingStop: input.trailingStop == null ? null : trailingDistance(input.trailingStop),
    invalidation: null,
    invalidationRule: null,
  }
}

/** New terms of an order. Throws INVALID_INPUT. */
export function orderAmendment(input: AmendOrderInput): OrderAmendment {
  const amendment = {
    quantityCoin: input.quantityCoin == null ? null : coinsOf(input.quantityCoin),
    quantityUsd: price('quantityUsd', input.quantityUsd, worth),
    limitPriceUsd: price('limitPriceUsd', input.limitPriceUsd, inUsd),
    limitPriceCoin: price('limitPriceCoin', input.limitPriceCoin, inCoin),
  }
  if (Object.values(amendment).every((term) => term === null)) {
    throw invalidInput(
      'quantityCoin',
      'given, unless quantityUsd or a limit is given: without any of them there is nothing to amend',
    )
  }
  if (amendment.quantityCoin !== null && amendment.quantityUsd !== null) throw bothQuantities()
  return amendment
}

/** New exits of a position. Null removes one. Throws INVALID_INPUT. */
export function exitsChange({ stopLossUsd, profitTargetUsd, trailingStop }: SetExitsInput): ExitsChange {
  if ([stopLossUsd, profitTargetUsd, trailingStop].every((exit) => exit === undefined)) {
    const others = 'profitTargetUsd or trailingStop'
    throw invalidInput(
      'stopLossUsd',
      `given, unless ${others} is given. Null removes an exit, and an exit that is left out stays`,
    )
  }
  return {
    ...(stopLossUsd !== undefined && { stopLossUsd: price('stopLossUsd', stopLossUsd, inUsd) }),
    ...(profitTargetUsd !== undefined && {
      profitTargetUsd: price('profitTargetUsd', profitTargetUsd, inUsd),
    }),
    ...(trailingStop !== undefined && { trailingStop: trailingStop && trailingDistance(trailingStop) }),
  }
}

function trailingDistance({ distanceUsd, distancePct }: TrailingStopInput): TrailingDistance {
  return {
    distanceUsd: price('trailingStop.distanceUsd', distanceUsd, inUsd),
    distancePct: optionalNumber('trailingStop.distancePct', distancePct, { above: 0, below: 100 }),
  }
}

function quantity({ symbol, quantityCoin, quantityUsd }: PlaceOrderInput): Quantity {
  if (quantityCoin != null && quantityUsd != null) throw bothQuantities()
  if (quantityUsd == null) {
    const other = isCountedInUsd(symbol) ? ', or quantityUsd' : ''
    if (quantityCoin == null) throw invalidInput('quantityCoin', `given${other}`)
    return { quantityCoin: coinsOf(quantityCoin) }
  }
  if (!isCountedInUsd(symbol))
    throw invalidInput('quantityUsd', `left out: the quantity of ${symbol} is in the coin (quantityCoin)`)
  return { quantityUsd: withoutDust(numberInput('quantityUsd', quantityUsd, worth)) }
}

function bothQuantities() {
  return invalidInput('quantityUsd', 'left out when quantityCoin is given: an order has one of the two')
}

function coinsOf(value: number): number {
  const quantityCoin = exactCoin(numberInput('quantityCoin', value, coins))
  const isExact = differenceWithoutDust(value - quantityCoin, value) === 0
  if (!isExact) throw invalidInput('quantityCoin', 'a quantity of at most 8 decimals')
  return quantityCoin
}

/** A price without the dust of binary fractions, so that 0.1 + 0.2 is on its tick. */
function price(field: string, value: number | null | undefined, range: typeof inUsd): number | null {
  return value == null ? null : withoutDust(numberInput(field, value, range))
}

function timeInForce({ type, timeInForce: asked }: PlaceOrderInput): TimeInForce {
  if (type === 'MARKET' && asked === 'GTC') throw invalidInput('timeInForce', 'IOC or FOK for a MARKET order')
  return asked ?? (type === 'MARKET' ? 'IOC' : 'GTC')
}

/** The limit must be in the unit in which the instrument is quoted. */
function limits(input: PlaceOrderInput): Pick<OrderRequest, 'limitPriceUsd' | 'limitPriceCoin'> {
  const limitPriceUsd = price('limitPriceUsd', input.limitPriceUsd, inUsd)
  const limitPriceCoin = price('limitPriceCoin', input.limitPriceCoin, inCoin)
  const option = parseOptionName(input.symbol)
  const isInCoin = option !== null && !isLinear(option.currency)
  const [wanted, other] = isInCoin
    ? (['limitPriceCoin', 'limitPriceUsd'] as const)
    : (['limitPriceUsd', 'limitPriceCoin'] as const)
  const isKnown = option !== null || parsePerpetualName(input.symbol) !== null
  const hint = isKnown ? '' : `, if "${input.symbol}" is an instrument: ${namesAre}`
  const given = { limitPriceUsd, limitPriceCoin }
  if (given[other] !== null)
    throw invalidInput(other, `left out: ${input.symbol} is quoted in ${isInCoin ? 'the coin' : 'USD'}${hint}`)
  if (input.type === 'MARKET' && given[wanted] !== null) throw invalidInput(wanted, 'left out of a MARKET order')
  if (input.type === 'LIMIT' && given[wanted] === null) throw invalidInput(wanted, `given for a LIMIT order${hint}`)
  return given
}
