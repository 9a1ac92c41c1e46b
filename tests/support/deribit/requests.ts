import { channelData } from './channel-frames.js'
import type { Faults } from './faults.js'
import type { ScriptedMarket } from './scripted-market.js'
import { instrumentRow, perpetualRow, summaryRows } from './wire.js'

export type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }

type Params = Record<string, unknown>

/** What the exchange answers to a request. */
export function answerRequest(method: string, params: Params, market: ScriptedMarket, faults: Faults): Reply {
  switch (method) {
    case 'public/hello':
    case 'public/test':
      return { result: { version: '1.2.26' } }
    case 'public/set_heartbeat':
      return Number(params.interval) >= 10 ? { result: 'ok' } : invalid('value must be >= 10', 'interval')
    case 'public/subscribe':
      return subscribe(params.channels as string[], market, faults)
    case 'public/unsubscribe':
      return { result: params.channels }
    case 'public/status': {
      const locked_indices = [...faults.lockedIndices]
      return { result: locked_indices.length > 0 ? { locked: 'partial', locked_indices } : { locked: 'false' } }
    }
    case 'public/get_instruments':
      return { result: [perpetualRow(String(params.currency)), ...listed(market, params).map(instrumentRow)] }
    case 'public/get_book_summary_by_currency':
      return { result: summaryRows(listed(market, params), String(params.currency), market.now) }
    case 'public/get_delivery_prices':
      return { result: deliveryPrices(market, String(params.index_name), Number(params.count)) }
    default:
      return { error: { code: -32601, message: 'Method not found' } }
  }
}

/** The newest days first; a day whose expiry is to come is not among them. */
function deliveryPrices(market: ScriptedMarket, index: string, count: number) {
  const data = [...market.deliveryPrices(index.replace(/_usd$/, '').toUpperCase())].map(
    ([expiryMs, delivery_price]) => {
      return { date: new Date(expiryMs).toISOString().slice(0, 10), delivery_price }
    },
  )
  return { data: data.slice(0, count), records_total: data.length }
}

/** The answer comes in another order, and without channels that do not exist. */
function subscribe(channels: string[], market: ScriptedMarket, faults: Faults): Reply {
  if (faults.refuseAsRaw || channels.some((channel) => channel.endsWith('.raw'))) {
    return { error: { code: 13778, message: 'raw_subscriptions_not_available_for_unauthorized' } }
  }
  const known = channels.filter((channel) => channelData(market, channel, true) !== null)
  return { result: known.filter((channel) => !faults.dropChannels(channel)).reverse() }
}

function listed(market: ScriptedMarket, { currency }: Params) {
  return market.options.filter((option) => option.currency === currency)
}

function invalid(reason: string, param: string): Reply {
  return { error: { code: -32602, message: 'Invalid params', data: { reason, param } } }
}
