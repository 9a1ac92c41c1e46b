import { expect, it } from 'vitest'
import type { MarketEvent } from '../../domain/market-events.js'
import { simulatedEvents } from '../../feeds/simulated/simulated-events.js'
import { MarketState } from '../../market/market-state.js'
import type { RecordedEvent } from '../recorded-event.js'
import { decodeSegment } from './read-segment.js'

/** When one of these fails, what was recorded before cannot be read as it was: the format needs another version. */
const noon = Date.UTC(2026, 10, 20, 12)
const at = { currency: 'BTC', eventTimeMs: noon, receivedTimeMs: noon + 3 }
const greeks = { delta: 0.51234, gamma: 0.00002, vega: 95.12345, theta: -51.5, rho: 29.9 }
const symbol = 'BTC-25DEC26-84000-C'
const events: readonly RecordedEvent[] = (
  [
    { type: 'feed-state', state: 'LIVE', detail: null },
    { type: 'index', ...at, priceUsd: 84_000.25 },
    { type: 'index', ...at, priceUsd: 1 / 3 },
    { type: 'perpetual', ...at, symbol: 'BTC-PERPETUAL', values: { bidPriceUsd: -0, markPriceUsd: null } },
    {
      type: 'options',
      currency: 'BTC',
      receivedTimeMs: noon + 4,
      updates: [
        { symbol, eventTimeMs: noon, values: { markIv: 0.4567, underlyingPriceUsd: 84_123.5, greeks } },
        { symbol, eventTimeMs: noon, values: { greeks: { ...greeks, delta: 0.5 } } },
      ],
    },
  ] as readonly MarketEvent[]
).map((event, index) => ({ heardMs: noon + index * 45_000, event }))
const written = [
  'R0NIUwEgFYnYAAAB6wAADcEbwA0AxFCdTfvNV8nmJtsDYArkEtkF+r+raZROkQV4XZjZn5k3vmMbXqdHu7/jvjDAgKJ9MaYUlk0d2RgTJxcF',
  '8IpA+aHpKwcI2DxF5NJnVjpxHhJpRjDrkrBNEXkB2AZLMTVTAPF4930F4vzzAgRC9uT90uvV++vV59fZI4h5WM5DWjXHIAByToPKXl5dKFcq',
  'GyFE6QJVYhR27iOR+1kU8+by3coBn+RF6JzvUojIjSdatybDOp2MyA8USXQZ5GWBKR3FzlMEeeyzSJWwPr8X/+yUYcieqixgVK04op5OGKqE',
  'oZqLG1K0HilxvoiD9vCS5KtGzKG9ezs1CHi03qJeck+2DO0wWIeOHhoDu/6KHQ06+icqBCVVlYWmoKGlq4qgTN0zkKzC2FEnOjLRWUhtPVE+',
  'cm6rr055lNczi6S4NzWNJ7nMKAFvxKg/jREbG/Tr0Ak6PncWbXun1qDz6qcqC9QG5bT0Q+bNKnxcGqbWO1PTBkMYqS0j4I14/3t5vdXdl1mZ',
  '2LsIQrAj5REeFn01cd0vH1cIPtjncLduYt2fc7vBtBdYPbK66CzeDkcw6a/MB3xNBylCPd1rTiY6apaZ5hZ6ENakfuhCrSy0l2V/hgBNNbUY',
  'mmk92LVixdgqKAbqnQFDlQUlqKfqCRsrAADEbPfb/XYPhImGQRdHaTyQ9SKyAESQDKSqBWH9t3vcDicjmHSQh1NKr5oCCxGACACppqqNv2gI',
  'AAQGBASJqJ+Nv2iPqJ+Nv2gFP9VVVVVVVVUDGycAAETVK3RJMyCa4HSwHPB6O59m9LJlojrAE96/PSHQyTq7JxYowbIDCySACADJpLWNv2gI',
  'AAQMBASRqJ+Nv2gHAggACAAEDgQAiaifjb9oCQgACAEGBK5HBgGm2GYIAAgAmB+sEwoJxqFkCf+ixgEJ7upkCQM=',
].join('')

it('reads what was written when the version was made', () => {
  const segment = decodeSegment(Buffer.from(written, 'base64'))
  expect(segment).toStrictEqual({ fromMs: noon, toMs: noon + 300_000, keyFrame: null, events })
})

it('has key frames with the fields of that version', () => {
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
  const state = new MarketState(facts, () => noon)
  const settings = { seed: 'format', currencies: ['BTC'], fromMs: noon, toMs: noon, tickMs: 1_000, chainMs: 1_000 }
  for (const event of simulatedEvents(settings)) state.fold(event)
  expect([...new Set(shapesOf(state.keyFrame()))].sort()).toEqual([
    'above tick',
    'ahead nowMs',
    'allConfirmedAtMs currency deliveries expiries index indexHistory indexLock ' +
      'instruments instrumentsAsOf marksConfirmedAtMs perpetual states time volatility',
    'amount iv price',
    'amountUnit contractSize currency expiryMs kind lotSize makerCommission ' +
      'minOrderSize optionKind premiumUnit state strikeUsd symbol takerCommission tickSize',
    'amountUnit contractSize currency kind lotSize ' +
      'makerCommission minOrderSize state symbol takerCommission tickSize',
    'asOf believed doubted heardAtMs value',
    'asOf book greeks lastPrice markIv openInterestCoin symbol volume24hCoin',
    'asOf expiryMs forward indexPriceUsd options',
    'ask bid disputedSinceMs isQuoteDoubted mark',
    'base steps',
    'book others symbol',
    'change24hPct fundingPaid8h fundingRate8h high24hUsd ' +
      'lastPriceUsd low24hUsd openInterestUsd volume24hCoin volume24hUsd',
    'currencies feed',
    'delta gamma rho theta vega',
    'detail lastReceivedMs nextAttemptMs sinceMs state',
    'priceUsd timeMs',
    'state symbol',
  ])
})

/** The fields of each object in a value. */
function shapesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(shapesOf)
  if (typeof value !== 'object' || value === null) return []
  return [Object.keys(value).sort().join(' '), ...Object.values(value).flatMap(shapesOf)]
}
