import { beforeEach, describe, expect, it } from 'vitest'
import { apiOfRecords, chain, kept, ofAccount } from '../../../tests/support/api/api-of-records.js'
import { christmas, noon, tomorrow } from '../../../tests/support/builders.js'
import { publishedPositions } from '../../../tests/support/store/records.js'

let api: ReturnType<typeof apiOfRecords>
beforeEach(() => {
  api = apiOfRecords()
})

const iso = (ms: number) => new Date(ms).toISOString()

describe('a query shows', () => {
  it.each<[string, object | null]>([
    [
      'order(id: "o-1") { id account { id } placedAt updatedAt }',
      { id: 'o-1', account: { id: 'a' }, placedAt: iso(noon + 1), updatedAt: iso(noon + 2) },
    ],
    ['order(id: "o-2") { id }', null],
    [
      'positions { account { id } positions { symbol state markDoubted openedAt } }',
      { account: { id: 'a' }, positions: [{ symbol: 'S', state: null, markDoubted: false, openedAt: iso(noon) }] },
    ],
    ['performance { seq account { id } }', { seq: 1, account: { id: 'a' } }],
    ['portfolio { seq account { id } }', { seq: 1, account: { id: 'a' } }],
    ['openOrders { account { id } orders { id } }', { account: { id: 'a' }, orders: [{ id: 'o-1' }] }],
    ['status { version }', { version: '1' }],
    [
      'marketData { indexPriceUsd indexHistory(points: 5) { time priceUsd } }',
      { indexPriceUsd: 84_000, indexHistory: [{ time: iso(noon), priceUsd: 84_000 }] },
    ],
    [
      'equity { account { id } points { time accountValueUsd } }',
      { account: { id: 'a' }, points: [{ time: iso(noon), accountValueUsd: 5 }] },
    ],
  ])('%s', async (field, shown) => {
    const data = await api.show(`{ ${field} }`)
    expect(Object.values(data)[0]).toEqual(shown)
  })

  it('accounts, with what became of them', async () => {
    const { accounts: shown } = await api.show(
      '{ accounts { id openedAt resets resetAt closedAt hasTraded visibility } }',
    )
    expect(shown).toEqual([
      {
        id: 'a',
        openedAt: iso(noon),
        resets: 0,
        resetAt: null,
        closedAt: null,
        hasTraded: false,
        visibility: 'PUBLIC',
      },
      {
        id: 'b',
        openedAt: iso(noon),
        resets: 3,
        resetAt: iso(noon + 2),
        closedAt: iso(noon),
        hasTraded: true,
        visibility: 'PRIVATE',
      },
    ])
  })

  it.each<[string, string, object]>([
    [
      'decisions',
      'account { id } closedAt recordedAt invalidationRule { measure until }',
      {
        account: { id: 'a' },
        closedAt: iso(noon + 3),
        recordedAt: iso(noon + 9),
        invalidationRule: { measure: 'MARK_IV', until: null },
      },
    ],
    ['orders', 'id account { id }', { id: 'o-1', account: { id: 'a' } }],
    ['fills', 'account { id } recordedAt', { account: { id: 'a' }, recordedAt: iso(noon + 9) }],
    [
      'closedTrades',
      'account { id } openedAt closedAt recordedAt',
      { account: { id: 'a' }, openedAt: iso(noon), closedAt: iso(noon + 60_000), recordedAt: iso(noon + 9) },
    ],
  ])('a page of %s with %s', async (field, fields, node) => {
    const page = await api.show(`{ ${field}(symbol: "S", first: 3) { edges { node { ${fields} } } } }`)
    expect(page[field]).toEqual({ edges: [{ node }] })
    expect(api.asked).toEqual([[{ symbol: ['S'] }, { limit: 3 }]])
  })

  it('a trailing stop of an order without prices, and one of a position with rounded ones', async () => {
    const trailingStop = {
      id: 't',
      distanceUsd: 5,
      distancePct: null,
      bestPriceUsd: 84_000.123456789,
      stopPriceUsd: 83_995.5,
    }
    const exitPlan = { profitTargetUsd: 1, stopLossUsd: null, trailingStop, invalidation: null, invalidationRule: null }
    const [position] = publishedPositions('S').positions
    api.states.openOrders = { ...ofAccount, orders: [{ ...kept, trailingStop }] }
    api.states.positions = { ...ofAccount, positions: [{ ...position, state: 'OPEN', markDoubted: true, exitPlan }] }
    const fields = 'trailingStop { distanceUsd bestPriceUsd stopPriceUsd }'
    expect(
      await api.show(
        `{ openOrders { orders { ${fields} } } positions { positions { state markDoubted exitPlan { ${fields} } } } }`,
      ),
    ).toEqual({
      openOrders: { orders: [{ trailingStop: { distanceUsd: 5, bestPriceUsd: null, stopPriceUsd: null } }] },
      positions: {
        positions: [
          {
            state: 'OPEN',
            markDoubted: true,
            exitPlan: { trailingStop: { distanceUsd: 5, bestPriceUsd: 84_000.12, stopPriceUsd: 83_995.5 } },
          },
        ],
      },
    })
  })

  it('the options and perpetuals of a currency, as many as were api.asked for', async () => {
    const fields = 'symbol optionKind strikeUsd expiry priceUnit tickSize tickSteps { above tick } makerFee takerFee'
    const shown =
      await api.show(`{ all: instruments(kind: OPTION, expiry: "25DEC26") { count instruments { ${fields} } }
      one: instruments(first: 1) { count instruments { symbol } } }`)
    expect(shown).toEqual({
      all: {
        count: 2,
        instruments: [
          {
            symbol: 'BTC-21NOV26-84000-C',
            optionKind: 'CALL',
            strikeUsd: 84_000,
            expiry: iso(tomorrow),
            priceUnit: 'COIN',
            tickSize: 0.1,
            tickSteps: [{ above: 1, tick: 0.5 }],
            makerFee: 0.1,
            takerFee: null,
          },
          {
            symbol: 'BTC-PERPETUAL',
            optionKind: null,
            strikeUsd: null,
            expiry: null,
            priceUnit: 'USD',
            tickSize: null,
            tickSteps: null,
            makerFee: null,
            takerFee: 0.2,
          },
        ],
      },
      one: { count: 2, instruments: [{ symbol: 'BTC-21NOV26-84000-C' }] },
    })
    expect(api.asked).toEqual([
      { currency: 'BTC', kind: 'OPTION', expiryMs: christmas },
      { currency: 'BTC', kind: null, expiryMs: null },
    ])
    await expect(api.show('{ instruments(first: 0) { count } }')).rejects.toMatchObject({
      extensions: { code: 'OUT_OF_RANGE', argument: 'first' },
    })
  })

  it('a chain and its expiries, each with the time that it has left', async () => {
    const interest = 'openInterest { putCallRatio }'
    const fields = `expiry expiryLabel daysToExpiry ${interest}`
    const expected = { expiry: iso(tomorrow), expiryLabel: '21NOV26', daysToExpiry: 0.8333 }
    expect(
      await api.show(`{ optionsChain { ${fields} expiries { ${fields} } } expiries { expiry expiryLabel atmIv } }`),
    ).toEqual({
      optionsChain: {
        ...expected,
        openInterest: { putCallRatio: 0.6667 },
        expiries: [{ ...expected, openInterest: { putCallRatio: null } }],
      },
      expiries: [{ expiry: iso(tomorrow), expiryLabel: '21NOV26', atmIv: 0.5 }],
    })
    api.states.optionChain = { ...chain, asOf: null, openInterest: { callsCoin: null, putsCoin: 1, largestCoin: 1 } }
    expect(await api.show(`{ optionsChain { daysToExpiry ${interest} } }`)).toEqual({
      optionsChain: { daysToExpiry: null, openInterest: { putCallRatio: null } },
    })
    api.states.optionChain = { ...chain, openInterest: { callsCoin: 1, putsCoin: null, largestCoin: 1 } }
    expect(await api.show(`{ optionsChain { ${interest} } }`)).toEqual({
      optionsChain: { openInterest: { putCallRatio: null } },
    })
  })

  it('no nearest chain while nothing is listed', async () => {
    Object.assign(api.live.market, { expiries: () => [] })
    await expect(api.show('{ optionsChain { seq } }')).rejects.toMatchObject({
      extensions: { code: 'UNKNOWN_EXPIRY', argument: 'expiry', allowed: { values: [] } },
    })
  })

  it.each([
    ['{ leaderboard { rank } }', 20],
    ['{ leaderboard(first: 1000) { rank } }', 1_000],
    ['{ marketData { indexHistory { time } } }', ['BTC', 300]],
    ['{ equity { points { time } } }', ['a', { fromMs: null, toMs: null, points: 500 }]],
    [
      '{ equity(account: "b", from: "2026-01-01", to: "2026-01-02", points: 4) { points { time } } }',
      ['b', { fromMs: Date.UTC(2026, 0, 1), toMs: Date.UTC(2026, 0, 2), points: 4 }],
    ],
  ])('as much as was api.asked for: %s', async (query, expected) => {
    await api.show(query)
    expect(api.asked).toEqual([expected])
  })

  it.each([
    ['{ leaderboard(first: 1001) { rank } }', 'first'],
    ['{ marketData { indexHistory(points: 901) { time } } }', 'points'],
    ['{ equity(points: 3) { points { time } } }', 'points'],
    ['{ equity(from: "2026-01-02", to: "2026-01-01") { points { time } } }', 'from'],
  ])('no more than there may be: %s', async (query, argument) => {
    await expect(api.show(query)).rejects.toMatchObject({ extensions: { code: 'OUT_OF_RANGE', argument } })
  })

  it.each([
    ['portfolio', '{ portfolio { seq } }', 'No portfolio'],
    ['performance', '{ performance { seq } }', 'No performance'],
    ['marketData', '{ marketData { seq } }', 'No market data'],
    ['expirySummaries', '{ expiries { expiry } }', 'No expiries'],
    ['optionChain', '{ optionsChain { seq } }', 'No chain'],
    ['instruments', '{ instruments { seq } }', 'No listing'],
  ])('nothing in the place of %s, which must be there', async (topic, query, message) => {
    Reflect.deleteProperty(api.states, topic)
    await expect(api.show(query)).rejects.toThrow(message)
  })

  it('nothing of an account that is not there', async () => {
    api.states.portfolio = { ...ofAccount, accountId: 'gone' }
    await expect(api.show('{ portfolio { account { id } } }')).rejects.toThrow('No account')
  })

  it('the chain of an expiry that is named, though nothing else is listed', async () => {
    Object.assign(api.live.market, { expiries: () => [tomorrow] })
    expect(await api.show('{ optionsChain(expiry: "21NOV26") { seq } }')).toEqual({ optionsChain: { seq: 1 } })
  })
})
