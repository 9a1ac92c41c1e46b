import { describe, expect, it } from 'vitest'
import { account } from '../../../tests/support/store/records.js'
import { sqliteHome } from '../../../tests/support/store/store-home.js'
import { decisionOf, limitOrder, marketOrder, startMs } from '../../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, turns } from '../../../tests/support/trading/desk.js'
import { KeyReused } from '../brokerage.js'
import type { Keep } from './idempotency.js'
import { Idempotency } from './idempotency.js'

const decision = decisionOf()
const many = <T>(count: number, one: () => Promise<T>) => Promise.all(Array.from({ length: count }, one))

describe('a call with a key', () => {
  it('is carried out once however often it comes, and answered alike', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    const answers = await many(1_000, () => test.desk.brokerage.placeOrder(once, marketOrder({ quantityCoin: 0.1 })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ done: 'OrderPlaced', order: { status: 'FILLED' } })
    expect(await test.desk.brokerage.placeOrder(once, marketOrder({ quantityCoin: 0.1 }))).toEqual(answers[0])
    expect(await test.fills()).toHaveLength(1)
    expect(test.published('fill')).toHaveLength(1)
  })

  it('publishes one decision however often it comes', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const once = callOf('bot')
    const answers = await many(1_000, () => test.desk.brokerage.publishDecision(once, decision))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await test.decisions('bot')).toEqual(test.published('decision'))
    expect(await test.decisions('bot')).toHaveLength(1)
    expect(test.desk.accounts.accounts()).toHaveLength(1)
  })

  it('is no other request under that key, now or later', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    const other = { ...once, fingerprint: 'another request' }
    const first = test.desk.brokerage.placeOrder(once, marketOrder())
    await expect(test.desk.brokerage.placeOrder(other, marketOrder())).rejects.toThrow(KeyReused)
    await first
    await expect(test.desk.brokerage.cancelOrder(other, 'any')).rejects.toThrow(KeyReused)
    expect(await test.fills()).toHaveLength(1)
  })

  it('belongs to its account: others may have the same', async () => {
    await using test = await tradingDesk()
    await test.openAccount('other')
    const keys = ['me', 'other'].map((accountId) => callOf(accountId, { idempotencyKey: 'same' }))
    for (const once of keys) await test.desk.brokerage.placeOrder(once, marketOrder())
    expect([(await test.fills()).length, (await test.fills('other')).length]).toEqual([1, 1])
  })

  it('is refused again as it was refused, though it could now be done', async () => {
    await using test = await tradingDesk()
    const { brokerage } = test.desk
    const [order, cancel, open, positions] = ['me', 'me', 'me', 'bot'].map((id) => callOf(id))
    if (!order || !cancel || !open || !positions) throw new Error('There are four calls')
    await brokerage.publishPositions(callOf('bot'), { asOf: startMs, positions: [] })
    const askAll = () => [
      brokerage.placeOrder(order, marketOrder({ symbol: 'ETH-PERPETUAL' })),
      brokerage.cancelOrder(cancel, 'none'),
      brokerage.openAccount(open, { name: 'me', depositUsd: 1 }),
      brokerage.publishPositions(positions, { asOf: startMs - 1, positions: [] }),
    ]
    const refused = await Promise.all<object>(askAll())
    expect(refused).toMatchObject(
      ['UnknownInstrument', 'OrderNotOpen', 'AccountExists', 'OutOfDate'].map((kind) => ({ refused: kind })),
    )
    await test.say({ symbol: 'ETH-PERPETUAL' }, { currency: 'ETH' })
    expect(await Promise.all<object>(askAll())).toEqual(refused)
    expect(await test.fills()).toEqual([])
  })

  it('does nothing when the journal fails, and may then be made again', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    test.journal.hold()
    const calls = Array.from({ length: 3 }, () => test.desk.brokerage.placeOrder(once, limitOrder(90)))
    const ends = Promise.allSettled(calls)
    await turns(2)
    test.journal.fail()
    for (const end of await ends)
      expect(end).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } })
    expect(await test.journal.answerTo('me', once.idempotencyKey)).toBeNull()
    test.journal.open()
    const answer = await test.desk.brokerage.placeOrder(once, limitOrder(90))
    expect(answer).toMatchObject({ done: 'OrderPlaced', order: { status: 'OPEN' } })
    await test.say({ askPriceUsd: 89 })
    expect(await test.fills()).toHaveLength(1)
  })
})

describe('a first publication', () => {
  it('opens the account, before anyone hears of it', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const heard: (string | undefined)[] = []
    const { bus, desk } = test
    const decisions = bus.subscribe('decision')
    const reading = decisions.next().then(() => heard.push(desk.accounts.accounts()[0]?.id))
    await desk.brokerage.publishDecision(callOf('bot'), decision)
    await reading
    expect(heard).toEqual(['bot'])
    expect(desk.accounts.accounts()).toEqual([
      { id: 'bot', name: 'bot', kind: 'PUBLISHED', agent: null, source: 'PUBLISHED', openedAtMs: 0 },
    ])
  })

  it('opens it once when several come at once', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const { accounts, brokerage } = test.desk
    await Promise.all([
      brokerage.publishDecision(callOf('bot'), decision),
      brokerage.publishPositions(callOf('bot'), { asOf: startMs, positions: [] }),
      brokerage.publishDecision(callOf('bot'), decision),
      brokerage.openAccount(callOf('me'), { name: 'me', depositUsd: 5 }),
      brokerage.openAccount(callOf('me'), { name: 'again', depositUsd: 6 }),
    ])
    expect(accounts.accounts().map(({ name }) => name)).toEqual(['bot', 'me'])
    expect(await test.decisions('bot')).toMatchObject([{ seq: 1 }, { seq: 2 }])
    expect(accounts.positions('bot')?.asOf).toBe(startMs)
  })

  it('opens nothing when the journal fails', async () => {
    await using test = await deskUnderTest({ agents: [] })
    test.journal.hold()
    const published = test.desk.brokerage.publishDecision(callOf('bot'), decision)
    await turns(2)
    test.journal.fail()
    await expect(published).rejects.toThrow('The disk is full')
    expect([test.desk.accounts.accounts(), test.published('decision')]).toEqual([[], []])
    test.journal.open()
    await test.desk.brokerage.publishDecision(callOf('bot'), decision)
    expect(test.desk.accounts.accounts()).toHaveLength(1)
  })
})

describe('two servers on one journal', () => {
  it('answer the same call alike, when one finds the key taken by the other', async () => {
    await using home = sqliteHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const once = callOf('a')
    const servers = ['first', 'second'].map((name) => ({ name, idempotency: new Idempotency(journal) }))
    const answers = await Promise.all(
      servers.map(({ name, idempotency }) =>
        idempotency.once<string>(once, async (keep: Keep<string>) => {
          await journal.commit({ accountId: 'a', idempotency: keep(() => name) })
        }),
      ),
    )
    expect(answers).toEqual(['first', 'first'])
    const other = new Idempotency(journal).once({ ...once, fingerprint: 'another' }, () => Promise.resolve())
    await expect(other).rejects.toThrow(KeyReused)
  })

  it('tell another request under a taken key apart', async () => {
    await using home = sqliteHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const ask = (fingerprint: string) =>
      new Idempotency(journal).once<string>(callOf('a', { idempotencyKey: 'k', fingerprint }), async (keep) => {
        await journal.commit({ accountId: 'a', idempotency: keep(() => fingerprint) })
      })
    const [first, second] = await Promise.allSettled([ask('one'), ask('two')])
    expect(first).toMatchObject({ value: 'one' })
    expect(second).toMatchObject({ reason: { name: 'KeyReused' } })
  })
})
