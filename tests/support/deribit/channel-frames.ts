import type { ScriptedMarket } from './scripted-market.js'
import { markPriceRows, optionTicker, perpetualTicker } from './wire.js'

/**
 * The data that a channel carries now; null for channels that do not exist, undefined for those that exist and have
 * nothing to say. `first` asks for the frame that follows a subscription.
 */
export function channelData(market: ScriptedMarket, channel: string, first: boolean): unknown {
  const [family = '', name = '', ...rest] = channel.split('.')
  switch (family) {
    case 'deribit_price_index':
      return ofIndex(market, name, (timestamp, { indexPriceUsd: price }) => ({ timestamp, price, index_name: name }))
    case 'deribit_volatility_index':
      return ofIndex(market, name, (timestamp, { volatilityIndex }) => {
        return { timestamp, volatility: Number((volatilityIndex * 100).toFixed(2)), index_name: name }
      })
    case 'markprice':
      return markPrices(market, rest[0] ?? '', first)
    case 'ticker':
      return ['100ms', 'agg2'].includes(rest.at(-1) ?? '') ? tickerData(market, name) : null
    case 'instrument':
      return name === 'state' && market.currencies.includes(rest[1] ?? '') ? undefined : null
    case 'platform_state':
      if (name === '') return undefined
      return name === 'public_methods_state' ? accessData(first) : null
    case 'book':
      return rest.at(-1) === '100ms' ? undefined : null
    default:
      return null
  }
}

function accessData(first: boolean) {
  return first ? { allow_unauthenticated_public_requests: true } : undefined
}

type Truth = Parameters<Parameters<ScriptedMarket['now']['currencies']['forEach']>[0]>[0]

function ofIndex(market: ScriptedMarket, index: string, data: (timeMs: number, truth: Truth) => object) {
  const truth = market.now.currencies.get(currencyOf(index))
  return truth ? data(market.now.timeMs, truth) : null
}

/** The whole surface first, then rows that changed: here every other one. */
function markPrices(market: ScriptedMarket, index: string, first: boolean) {
  if (!market.currencies.includes(currencyOf(index))) return null
  const rows = markPriceRows(market.options, currencyOf(index), market.now)
  return first ? rows : rows.filter((_, at) => at % 2 === market.now.timeMs % 2)
}

function tickerData(market: ScriptedMarket, name: string) {
  const { timeMs, currencies } = market.now
  const option = market.options.find(({ symbol }) => symbol === name)
  const currency = option?.currency ?? name.split('-')[0] ?? ''
  const truth = currencies.get(currency)
  if (!truth) return null
  const optionTruth = option && truth.options.get(name)
  if (optionTruth) return optionTicker(option, optionTruth, truth, timeMs)
  return name === `${currency}-PERPETUAL`
    ? perpetualTicker(currency, truth.perpetual, truth.indexPriceUsd, timeMs)
    : null
}

function currencyOf(index: string): string {
  return index.endsWith('_usd') ? index.slice(0, -4).toUpperCase() : ''
}
