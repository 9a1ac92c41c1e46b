import { beforeEach, describe, expect, it } from 'vitest'
import { apiOfRecords, chain, events } from '../../../tests/support/api/api-of-records.js'
import { noon, tomorrow } from '../../../tests/support/builders.js'
import { settle } from '../../../tests/support/manual-clock.js'
import type { Topic } from '../../bus/event-bus.js'
import type { EventSource } from '../../fanout/live-source.js'

let api: ReturnType<typeof apiOfRecords>
beforeEach(() => {
  api = apiOfRecords()
})

describe('the stream', () => {
  it.each(['marketData', 'optionsChain', 'expiries', 'instruments'])(
    '%s is for those who may read the market, and so is the query',
    async (field) => {
      const { show, sourceOf } = apiOfRecords(['account:trade:a'])
      const refusal = {
        extensions: { code: 'FORBIDDEN' },
        message: expect.stringMatching(/^The credentials lack the scope "market:read"\./) as string,
      }
      await expect(sourceOf(`${field} { seq }`)).rejects.toMatchObject(refusal)
      await expect(show(`{ ${field} { ${field === 'expiries' ? 'expiry' : 'seq'} } }`)).rejects.toMatchObject(refusal)
    },
  )

  it.each<[string, string, Topic, string, string?]>([
    ['marketData', 'marketData { seq }', 'marketData', 'BTC'],
    ['optionsChain', 'optionsChain { seq }', 'optionChain', 'BTC:NEAREST'],
    ['expiries', 'expiries { seq }', 'expirySummaries', 'BTC'],
    ['instruments', 'instruments { seq }', 'instruments', 'BTC'],
    ['performance', 'performance { seq }', 'performance', 'a', 'readers of a'],
    ['positions', 'positions { seq }', 'positions', 'a', 'readers of a'],
    ['portfolio', 'portfolio { seq }', 'portfolio', 'a', 'readers of a'],
    ['openOrders', 'openOrders { seq }', 'openOrders', 'a', 'readers of a'],
    ['accounts', 'accounts { seq }', 'account', 'b', 'audience'],
    ['leaderboard', 'leaderboard(first: 7) { seq }', 'leaderboard', '7', 'audience'],
    ['status', 'status { seq }', 'status', ''],
  ])(
    '%s begins with the state, and goes on with each that is announced',
    async (field, query, topic, key, audience = 'everyone') => {
      const source = await api.sourceOf(query)
      expect(source).toMatchObject({ kind: 'STATE', field, audience })
      expect(source.current()).toBe(api.states[topic])
      const stop = new AbortController()
      const seen: unknown[] = []
      const reading = (async () => {
        for await (const state of source.states(stop.signal)) seen.push(state)
      })()
      await settle()
      const before = api.states[topic]
      api.states[topic] = { ...before, seq: 2 }
      api.bus.publish(topic, 'of another', {} as never)
      api.bus.publish(topic, key, {} as never)
      await settle()
      stop.abort()
      await reading
      expect(seen).toEqual([before, api.states[topic]])
    },
  )

  it.each(['performance', 'positions', 'portfolio', 'openOrders'] as const)(
    '%s waits while there is no such account, as in a replay that went back to before it',
    async (topic) => {
      const source = await api.sourceOf(`${topic} { seq }`)
      const { [topic]: state } = api.states
      const stop = new AbortController()
      const seen: unknown[] = []
      const reading = (async () => {
        for await (const one of source.states(stop.signal)) seen.push(one)
      })()
      await settle()
      api.states[topic] = null as never
      api.bus.publish(topic, 'a', {} as never)
      await settle()
      api.states[topic] = { ...state, seq: 9 }
      api.bus.publish(topic, 'a', {} as never)
      await settle()
      stop.abort()
      await reading
      expect(seen).toEqual([state, { ...state, seq: 9 }])
    },
  )

  it.each<[string, string, Topic]>([
    ['marketData', 'marketData { seq }', 'marketData'],
    ['optionsChain', 'optionsChain { seq }', 'optionChain'],
    ['expiries', 'expiries { seq }', 'expirySummaries'],
    ['instruments', 'instruments { seq }', 'instruments'],
    ['performance', 'performance { seq }', 'performance'],
    ['positions', 'positions { seq }', 'positions'],
    ['portfolio', 'portfolio { seq }', 'portfolio'],
    ['openOrders', 'openOrders { seq }', 'openOrders'],
    ['accounts', 'accounts { seq }', 'account'],
    ['leaderboard', 'leaderboard { seq }', 'leaderboard'],
    ['status', 'status { seq }', 'status'],
  ])('%s shows its states', async (_field, query, topic) => {
    expect(await api.showEvent(query, { ...api.states[topic], seq: 5 })).toEqual({ seq: 5 })
  })

  it('instruments shows as many as were asked for, of all that there are', async () => {
    const query = 'instruments(first: 1) { count instruments { symbol } }'
    expect(await api.showEvent(query, api.states.instruments)).toEqual({
      count: 2,
      instruments: [{ symbol: 'BTC-21NOV26-84000-C' }],
    })
  })

  it.each(['performance', 'positions', 'portfolio', 'openOrders', 'accounts', 'leaderboard'])(
    '%s hears at once when its readers may see less',
    async (field) => {
      const source = await api.sourceOf(`${field} { seq }`)
      const listener = () => undefined
      source.onWithdrawal?.(listener, new AbortController().signal)
      expect(api.asked).toContainEqual(['withdrawal', listener])
    },
  )

  it('of the market has nothing that its readers may no longer see', async () => {
    expect(await api.sourceOf('marketData { seq }')).not.toHaveProperty('onWithdrawal')
  })

  it('leaderboard has up to a thousand', async () => {
    await expect(api.sourceOf('leaderboard(first: 1001) { seq }')).rejects.toMatchObject({
      extensions: { code: 'OUT_OF_RANGE', argument: 'first' },
    })
  })

  it.each([
    'marketData',
    'optionsChain',
    'expiries',
    'instruments',
    'performance',
    'accounts',
    'leaderboard',
    'status',
  ])('%s has at most one event in an interval, of at most an hour', async (field) => {
    await expect(api.sourceOf(`${field}(minIntervalMs: 3600001) { seq }`)).rejects.toMatchObject({
      extensions: { code: 'OUT_OF_RANGE', argument: 'minIntervalMs' },
    })
    await api.sourceOf(`${field}(minIntervalMs: 3600000) { seq }`)
  })

  it.each([
    ['newDecision', 'decision'],
    ['decisionScored', 'scoreEvent'],
    ['newFill', 'fill'],
    ['newOrder', 'orderEvent'],
    ['newClosedTrade', 'closedTrade'],
  ])('%s has the events of its topic', async (field, topic) => {
    const source = (await api.sourceOf(`${field} { id }`)) as unknown as {
      news(signal: AbortSignal): AsyncIterable<unknown>
    }
    expect(source).toMatchObject({ field, audience: 'everyone' })
    const stop = new AbortController()
    const news = source.news(stop.signal)[Symbol.asyncIterator]()
    const event = { id: '1', accountId: 'a' }
    api.bus.publish(topic as Topic, 'a', event as never)
    expect((await news.next()).value).toBe(event)
    stop.abort()
  })

  it.each([
    ['newDecision', events.decision],
    ['decisionScored', events.scoreEvent],
    ['newFill', events.fill],
    ['newOrder', events.orderEvent],
    ['newClosedTrade', events.closedTrade],
  ])('%s shows its events, to those who see the account', async (field, event) => {
    expect(await api.showEvent(`${field} { account { id } recordedAt }`, event)).toEqual({
      account: { id: 'a' },
      recordedAt: new Date(noon + 9).toISOString(),
    })
    const source = (await api.sourceOf(`${field}(account: "a") { id }`)) as unknown as EventSource<object>
    expect(source.kind).toBe('EVENTS')
    const seen = [event, { ...event, accountId: 'b' }].map((one) => source.isOf(source.audienceOf(one)))
    expect(seen).toEqual([true, false])
    const listener = () => undefined
    source.onWithdrawal?.(listener, new AbortController().signal)
    expect(api.asked).toContainEqual(['withdrawal', listener])
    expect(() => source.reader?.check()).not.toThrow()
    Object.assign(api.context.live.accounts, { account: () => null })
    expect(() => source.reader?.check()).toThrow('account')
  })

  it('optionsChain counts its changes and watches its expiries for as long as somebody follows it', async () => {
    const stop = new AbortController()
    const events = (await api.sourceOf('optionsChain { seq }')).states(stop.signal)[Symbol.asyncIterator]()
    api.asked.length = 0
    await events.next()
    const choice = expect.objectContaining({ currency: 'BTC', expiries: 'NEAREST' }) as object
    expect(api.asked).toEqual([['follow', choice], choice, ['watch', 'BTC', tomorrow]])
    api.asked.length = 0
    stop.abort()
    await events.next()
    expect(api.asked).toEqual([['leave', 'BTC', tomorrow]])
  })

  it.each([
    ['of the nearest expiry waits for one', 'optionsChain { seq }', true],
    ['of an expiry ends with it', 'optionsChain(expiry: "21NOV26") { seq }', false],
  ])('optionsChain %s', async (_what, query, waits) => {
    delete api.states.optionChain
    const source = await api.sourceOf(query)
    const stop = new AbortController()
    const next = source.states(stop.signal)[Symbol.asyncIterator]().next()
    await settle()
    api.states.optionChain = chain
    api.bus.publish('optionChain', 'BTC:NEAREST', {} as never)
    await settle()
    expect((await next).done ?? false).toBe(!waits)
    stop.abort()
  })

  it('optionsChain sends changes where they were api.asked for', async () => {
    expect(await api.sourceOf('optionsChain { seq }')).not.toHaveProperty('change')
    expect(await api.sourceOf('optionsChain(delta: true) { seq }')).toHaveProperty('change')
  })

  it('instruments counts its changes for as long as somebody follows it', async () => {
    const stop = new AbortController()
    const events = (await api.sourceOf('instruments(kind: OPTION) { seq }')).states(stop.signal)[Symbol.asyncIterator]()
    await events.next()
    expect(api.asked).toContainEqual(['follow', { currency: 'BTC', kind: 'OPTION', expiryMs: null }])
    stop.abort()
  })
})
