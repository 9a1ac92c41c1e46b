import { expect, it } from 'vitest'
import { readDeliveryPrices } from './delivery-prices.js'

const [minute, day] = [60_000, 86_400_000]
const eight = Date.UTC(2026, 10, 20, 8)
const arrival = {
  receivedTimeMs: eight + minute,
  exchangeTimeMs: eight + minute,
  aheadTimeMs: eight + 2 * minute,
  latestTimeMs: eight + 2 * minute,
}

function read(result: unknown) {
  const ignored: string[] = []
  const events = readDeliveryPrices(result, 'btc_usd', arrival, (_, what) => ignored.push(what))
  return { told: events.map(({ expiryMs, priceUsd }) => [(eight - expiryMs) / day, priceUsd]), ignored }
}

it('reads the delivery price of each day, at 08:00 UTC', () => {
  const data = [
    { date: '2026-11-20', delivery_price: 84_012.34 },
    { date: '2026-11-19', delivery_price: 83_000 },
  ]
  expect(read({ data, records_total: 2 })).toEqual({
    told: [
      [0, 84_012.34],
      [1, 83_000],
    ],
    ignored: [],
  })
})

it('reads the price of a delivery at its very moment, and with its currency', () => {
  const at = { ...arrival, exchangeTimeMs: eight }
  const result = { data: [{ date: '2026-11-20', delivery_price: 2.5 }] }
  const read = (index: string, when = at) => readDeliveryPrices(result, index, when, () => {})
  expect(read('xrp_usdc')).toEqual([
    {
      type: 'delivery-price',
      currency: 'XRP_USDC',
      expiryMs: eight,
      priceUsd: 2.5,
      eventTimeMs: eight,
      receivedTimeMs: at.receivedTimeMs,
    },
  ])
  expect(read('btc_usd', { ...at, exchangeTimeMs: eight - 1 })).toEqual([])
  expect(read('eth_btc')).toEqual([])
})

it.each([
  ['of tomorrow', { date: '2026-11-21', delivery_price: 84_000 }],
  ['of no day', { date: '2026-13-40', delivery_price: 84_000 }],
  ['without a day', { delivery_price: 84_000 }],
  ['of nothing', { date: '2026-11-20', delivery_price: 0 }],
  ['below nothing', { date: '2026-11-20', delivery_price: -1 }],
  ['as text', { date: '2026-11-20', delivery_price: '84000' }],
  ['beyond all bounds', { date: '2026-11-20', delivery_price: 1e300 }],
  ['that is null', { date: '2026-11-20', delivery_price: null }],
  ['that is not a row', 84_000],
])('believes no delivery price %s', (_, row) => {
  expect(read({ data: [row] })).toMatchObject({ told: [] })
  expect(read({ data: [row] }).ignored).toContain('delivery price')
})

it.each([null, 'ok', [], {}, { data: null }])('finds no delivery price in %j', (result) => {
  expect(read(result).told).toEqual([])
})
