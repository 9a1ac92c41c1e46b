import { isLinear, parseOptionName, parsePerpetualName } from '../../../domain/instrument-name.js'
import type { OrderAmendment, OrderRequest, TimeInForce } from '../../../domain/order.js'
import type { ExitsChange } from '../../../domain/position.js'
import { roundTo } from '../../../lib/round.js'
import type { AmendOrderInput, PlaceOrderInput, SetExitsInput } from '../../generated/resolver-types.js'
import { invalidInput, lineInput, numberInput, optionalNumber } from './input-checks.js'

const maxLeverage = 50
/** How large they may be the books say, as `OutOfBounds`. */
const positive = { above: 0 } as const

/** An order as the engine takes it. Throws INVALID_INPUT. */
export function orderRequest(input: PlaceOrderInput): OrderRequest {
  const { side, type, reduceOnly } = input
  return {
    symbol: lineInput('symbol', input.symbol, [1, 64]),
    side,
    type,
    timeInForce: timeInForce(input),
    quantityCoin: quantity(input.quantityCoin),
    ...limits(input),
    reduceOnly,
    leverage: numberInput('leverage', input.leverage, { min: 1, max: maxLeverage }),
    stopLossUsd: optionalNumber('stopLossUsd', input.stopLossUsd, positive),
    profitTargetUsd: optionalNumber('profitTargetUsd', input.profitTargetUsd, positive),
    invalidation: null,
    invalidationRule: null,
  }
}

/** Other terms of an order. Throws INVALID_INPUT. */
export function orderAmendment(input: AmendOrderInput): OrderAmendment {
  const amendment = {
    quantityCoin: input.quantityCoin == null ? null : quantity(input.quantityCoin),
    limitPriceUsd: optionalNumber('limitPriceUsd', input.limitPriceUsd, positive),
    limitPriceCoin: optionalNumber('limitPriceCoin', input.limitPriceCoin, positive),
  }
  if (Object.values(amendment).every((term) => term === null)) {
    throw invalidInput('quantityCoin', 'given, or a limit: there is nothing to amend otherwise')
  }
  return amendment
}

/** Other exits of a position: a null removes one. Throws INVALID_INPUT. */
export function exitsChange({ stopLossUsd, profitTargetUsd }: SetExitsInput): ExitsChange {
  if (stopLossUsd === undefined && profitTargetUsd === undefined) {
    throw invalidInput('stopLossUsd', 'given, or profitTargetUsd: null removes one, and what is left out stays')
  }
  return {
    ...(stopLossUsd !== undefined && { stopLossUsd: optionalNumber('stopLossUsd', stopLossUsd, positive) }),
    ...(profitTargetUsd !== undefined && {
      profitTargetUsd: optionalNumber('profitTargetUsd', profitTargetUsd, positive),
    }),
  }
}

function quantity(value: number): number {
  const quantityCoin = numberInput('quantityCoin', value, positive)
  if (roundTo(quantityCoin, 8) !== quantityCoin) throw invalidInput('quantityCoin', 'a quantity of at most 8 decimals')
  return quantityCoin
}

function timeInForce({ type, timeInForce: asked }: PlaceOrderInput): TimeInForce {
  if (type === 'MARKET' && asked === 'GTC') throw invalidInput('timeInForce', 'IOC or FOK for a MARKET order')
  return asked ?? (type === 'MARKET' ? 'IOC' : 'GTC')
}

/** Each kind of instrument has its limits in the unit of its book. */
function limits(input: PlaceOrderInput): Pick<OrderRequest, 'limitPriceUsd' | 'limitPriceCoin'> {
  const limitPriceUsd = optionalNumber('limitPriceUsd', input.limitPriceUsd, positive)
  const limitPriceCoin = optionalNumber('limitPriceCoin', input.limitPriceCoin, positive)
  const option = parseOptionName(input.symbol)
  const inCoin = option !== null && !isLinear(option.currency)
  const [wanted, other] = inCoin
    ? (['limitPriceCoin', 'limitPriceUsd'] as const)
    : (['limitPriceUsd', 'limitPriceCoin'] as const)
  const isKnown = option !== null || parsePerpetualName(input.symbol) !== null
  const hint = isKnown
    ? ''
    : `, if "${input.symbol}" is an instrument: names are as BTC-PERPETUAL or BTC-25DEC26-100000-C`
  const given = { limitPriceUsd, limitPriceCoin }
  if (given[other] !== null)
    throw invalidInput(other, `left out: ${input.symbol} is quoted in ${inCoin ? 'the coin' : 'USD'}${hint}`)
  if (input.type === 'MARKET' && given[wanted] !== null) throw invalidInput(wanted, 'left out of a MARKET order')
  if (input.type === 'LIMIT' && given[wanted] === null) throw invalidInput(wanted, `given for a LIMIT order${hint}`)
  return given
}
