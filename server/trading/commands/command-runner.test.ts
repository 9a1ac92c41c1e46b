import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readBack } from '../../../tests/support/store/read-log.js'
import { account } from '../../../tests/support/store/records.js'
import { sqliteHome } from '../../../tests/support/store/store-home.js'
import { decisionOf, limitOrder, marketOrder, startMs } from '../../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../../tests/support/trading/desk.js'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { Journal } from '../../storage/journal.js'
import { Accounts } from '../accounts.js'
import { QuoteBoard } from '../board/quote-board.js'
import { KeyReused, type Call } from '../brokerage.js'
import { Committer } from '../committer.js'
import type { OpenParts } from '../open-accounts.js'
import { PublishedAccount } from '../published/published-account.js'
import { Visibility } from '../visibility.js'
import { CommandRunner } from './command-runner.js'

const decision = decisionOf()
const many = <T>(count: number, one: () => Promise<T>) => Promise.all(Array.from({ length: count }, one))

describe('a call with a key', () => {
  it('is carried out once however often it comes, and answered alike', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    const answers = await many(1_000, () => test.ask('placeOrder', once, marketOrder({ quantityCoin: 0.1 })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ done: 'OrderPlaced', order: { status: 'FILLED' } })
    expect(await test.ask('placeOrder', once, marketOrder({ quantityCoin: 0.1 }))).toEqual(answers[0])
    expect(await test.fills()).toHaveLength(1)
    expect(test.published('fill')).toHaveLength(1)
  })

  it('publishes one decision however often it comes', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const once = callOf('bot')
    const answers = await many(1_000, () => test.ask('publishDecision', once, decision))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await test.decisions('bot')).toEqual(test.published('decision'))
    expect(await test.decisions('bot')).toHaveLength(1)
    expect(test.desk.accounts.accounts()).toHaveLength(1)
  })

  it('is no other request under that key, now or later', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    const other = { ...once, fingerprint: 'another request' }
    const first = test.ask('placeOrder', once, marketOrder())
    await expect(test.ask('placeOrder', other, marketOrder())).rejects.toThrow(KeyReused)
    await first
    await expect(test.ask('cancelOrder', other, { orderId: 'any' })).rejects.toThrow(KeyReused)
    expect(await test.fills()).toHaveLength(1)
  })

  it('belongs to its account: others may have the same', async () => {
    await using test = await tradingDesk()
    await test.openAccount('other')
    const keys = ['me', 'other'].map((accountId) => callOf(accountId, { idempotencyKey: 'same' }))
    for (const once of keys) await test.ask('placeOrder', once, marketOrder())
    expect([(await test.fills()).length, (await test.fills('other')).length]).toEqual([1, 1])
  })

  it('is not that of another account whose name and key read the same together', async () => {
    await using test = await tradingDesk()
    for (const id of ['me:a', 'me:a:b']) await test.openAccount(id)
    const calls = [callOf('me:a', { idempotencyKey: 'b:c' }), callOf('me:a:b', { idempotencyKey: 'c' })]
    const answers = calls.map((one) => test.ask('placeOrder', { ...one, fingerprint: 'same' }, marketOrder()))
    expect(await Promise.all(answers)).toMatchObject([
      { order: { accountId: 'me:a' } },
      { order: { accountId: 'me:a:b' } },
    ])
  })

  it('is refused again as it was refused, though it could now be done', async () => {
    await using test = await tradingDesk()
    const [order, cancel, open, positions] = ['me', 'me', 'me', 'bot'].map((id) => callOf(id))
    if (!order || !cancel || !open || !positions) throw new Error('There are four calls')
    await test.ask('publishPositions', callOf('bot'), { asOf: startMs, positions: [] })
    const askAll = () => [
      test.ask('placeOrder', order, marketOrder({ symbol: 'ETH-PERPETUAL' })),
      test.ask('cancelOrder', cancel, { orderId: 'none' }),
      test.ask('openAccount', open, { name: 'me', depositUsd: 1 }),
      test.ask('publishPositions', positions, { asOf: startMs - 1, positions: [] }),
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
    const calls = Array.from({ length: 3 }, () => test.ask('placeOrder', once, limitOrder(90)))
    const ends = Promise.allSettled(calls)
    await test.journal.untilWaiting()
    test.journal.fail()
    for (const end of await ends)
      expect(end).toMatchObject({ status: 'rejected', reason: { name: 'StoreUnavailable' } })
    expect(await test.journal.answerTo('me', once.idempotencyKey)).toBeNull()
    test.journal.open()
    const answer = await test.ask('placeOrder', once, limitOrder(90))
    expect(answer).toMatchObject({ done: 'OrderPlaced', order: { status: 'OPEN' } })
    await test.say({ askPriceUsd: 89 })
    expect(await test.fills()).toHaveLength(1)
  })
})

describe('a call whose caller loses the right to it', () => {
  const refused = { status: 'rejected', reason: { name: 'MayNoLonger' } }
  const orders = (test: DeskUnderTest) => readBack(test.journal.orders, {})

  it('while it waits for the turn of its account does nothing', async () => {
    await using test = await tradingDesk()
    let may = true
    test.journal.hold()
    const first = test.ask('cancelOrders', callOf('me'), { symbol: null })
    await test.journal.untilWaiting()
    const waiting = Promise.allSettled([test.ask('placeOrder', callOf('me'), limitOrder(90), () => may)])
    may = false
    test.journal.open()
    await first
    expect(await waiting).toMatchObject([refused])
    expect(await orders(test)).toEqual([])
  })

  it.each<[string, (test: DeskUnderTest, mayStill: () => boolean) => Promise<unknown>]>([
    ['publishes no decision', (test, mayStill) => test.ask('publishDecision', callOf('bot'), decision, mayStill)],
    ['closes no account', (test, mayStill) => test.ask('closeAccount', callOf('me'), {}, mayStill)],
    ['opens no account', (test, may) => test.ask('openAccount', callOf('new'), { name: 'new', depositUsd: 5 }, may)],
  ])('%s', async (_what, askFor) => {
    await using test = await tradingDesk()
    await test.ask('publishDecision', callOf('bot'), decision)
    const accounts = test.desk.accounts.accounts()
    await expect(askFor(test, () => false)).rejects.toThrow(expect.objectContaining({ name: 'MayNoLonger' }))
    expect(test.desk.accounts.accounts()).toEqual(accounts)
    expect(await test.decisions('bot')).toHaveLength(1)
  })

  it('is carried out for another caller who asked for the same', async () => {
    await using test = await tradingDesk()
    const once = callOf('me')
    const ends = await Promise.allSettled([
      test.ask('placeOrder', once, limitOrder(90), () => false),
      test.ask('placeOrder', once, limitOrder(90)),
    ])
    expect(ends).toMatchObject([refused, { value: { done: 'OrderPlaced' } }])
    expect(await orders(test)).toHaveLength(1)
  })
})

describe('the name of an account', () => {
  const open = (test: DeskUnderTest, accountId: string, name: string) =>
    test.ask('openAccount', callOf(accountId), { name, depositUsd: 5 })

  it('cannot be one that looks like that of another account', async () => {
    await using test = await deskUnderTest()
    expect(await open(test, 'first', 'Night owl')).toMatchObject({ done: 'AccountOpened' })
    const taken = { refused: 'NameTaken', looksLike: 'Night owl' }
    for (const name of ['Night owl', 'night-owl', 'Nіght οwl']) {
      expect(await open(test, 'second', name)).toMatchObject(taken)
    }
    await test.restart()
    expect(await open(test, 'second', 'NIGHT OWL')).toMatchObject(taken)
    expect(await open(test, 'second', 'ACCOUNT-A')).toMatchObject({ refused: 'NameTaken', looksLike: 'Account A' })
    expect(test.desk.accounts.accounts().map(({ id }) => id)).toEqual(['a', 'first'])
    expect(await open(test, 'second', 'Night owls')).toMatchObject({ done: 'AccountOpened' })
  })

  it('cannot be one that is reserved', async () => {
    await using test = await deskUnderTest({ agents: [], reservedNames: ['Momentum'] })
    expect(await open(test, 'me', 'Mоmentum')).toMatchObject({ refused: 'NameTaken', looksLike: 'Momentum' })
  })

  it('goes to one of several that ask for it at once', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => open(test, id, 'Night owl')))
    expect(answers).toMatchObject([{ done: 'AccountOpened' }, { refused: 'NameTaken' }, { refused: 'NameTaken' }])
  })

  it('is no matter where the account is there already', async () => {
    await using test = await deskUnderTest({ agents: [] })
    await open(test, 'first', 'Night owl')
    await open(test, 'second', 'Lark')
    expect(await open(test, 'second', 'Night owl')).toMatchObject({ refused: 'AccountExists' })
  })
})

describe('a first publication', () => {
  it('opens the account, before anyone hears of it', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const heard: (string | undefined)[] = []
    const { bus, desk } = test
    const decisions = bus.subscribe('decision')
    const reading = decisions.next().then(() => heard.push(desk.accounts.accounts()[0]?.id))
    await test.ask('publishDecision', callOf('bot'), decision)
    await reading
    expect(heard).toEqual(['bot'])
    expect(desk.accounts.accounts()).toEqual([
      { id: 'bot', name: 'bot', kind: 'PUBLISHED', agent: null, source: 'PUBLISHED', openedAtMs: 0 },
    ])
  })

  it('opens it once when several come at once', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const { accounts } = test.desk
    await Promise.all([
      test.ask('publishDecision', callOf('bot'), decision),
      test.ask('publishPositions', callOf('bot'), { asOf: startMs, positions: [] }),
      test.ask('publishDecision', callOf('bot'), decision),
      test.ask('openAccount', callOf('me'), { name: 'me', depositUsd: 5 }),
      test.ask('openAccount', callOf('me'), { name: 'again', depositUsd: 6 }),
    ])
    expect(accounts.accounts().map(({ name }) => name)).toEqual(['bot', 'me'])
    expect(await test.decisions('bot')).toMatchObject([{ seq: 1 }, { seq: 2 }])
    expect(accounts.positions('bot')?.asOf).toBe(startMs)
  })

  it.each(['night-owl', 'nightowl', 'n1ght_ow1', 'night0wl'])(
    'opens no account %j beside one that looks like it',
    async (id) => {
      await using test = await deskUnderTest({ agents: [], reservedNames: ['Momentum'] })
      await test.ask('openAccount', callOf('first'), { name: 'Night owl', depositUsd: 5 })
      const taken = { refused: 'NameTaken', looksLike: 'Night owl' }
      const positions = { asOf: startMs, positions: [] }
      expect(await test.ask('publishDecision', callOf(id), decision)).toMatchObject(taken)
      expect(await test.ask('publishPositions', callOf(id), positions)).toMatchObject(taken)
      expect(await test.ask('publishDecision', { ...callOf(id), opensAs: 'PRIVATE' }, decision)).toMatchObject(taken)
      expect(test.desk.accounts.accounts().map((one) => one.id)).toEqual(['first'])
      expect(await test.decisions(id)).toEqual([])
    },
  )

  it.each(['momentum', 'momenturn', 'm0mentum'])('opens no account %j that looks like an agent', async (id) => {
    await using test = await deskUnderTest({ agents: [], reservedNames: ['Momentum'] })
    const answer = await test.ask('publishDecision', callOf(id), decision)
    expect(answer).toMatchObject({ refused: 'NameTaken', looksLike: 'Momentum' })
  })

  it('opens one of two accounts that look alike when both come at once, which goes on', async () => {
    await using test = await deskUnderTest({ agents: [] })
    const both = ['bot-1', 'bot-l', 'bot-1'].map((id) => test.ask('publishDecision', callOf(id), decision))
    const done = { done: 'DecisionPublished' }
    expect(await Promise.all(both)).toMatchObject([done, { refused: 'NameTaken', looksLike: 'bot-1' }, done])
    await test.restart()
    expect(await test.ask('publishDecision', callOf('bot-1'), decision)).toMatchObject(done)
    expect(await test.ask('publishDecision', callOf('bot-l'), decision)).toMatchObject({ refused: 'NameTaken' })
  })

  it('opens nothing when the journal fails', async () => {
    await using test = await deskUnderTest({ agents: [] })
    test.journal.hold()
    const published = test.ask('publishDecision', callOf('bot'), decision)
    await test.journal.untilWaiting()
    test.journal.fail()
    await expect(published).rejects.toThrow('The disk is full')
    expect([test.desk.accounts.accounts(), test.published('decision')]).toEqual([[], []])
    test.journal.open()
    await test.ask('publishDecision', callOf('bot'), decision)
    expect(test.desk.accounts.accounts()).toHaveLength(1)
  })
})

/** A server that has the published account `a`. */
function serverOn(journal: Journal): CommandRunner {
  const bus = memoryBus()
  const accounts = new Accounts()
  const unexpected = (error: unknown) => {
    throw error
  }
  const parts: OpenParts = {
    accounts,
    visibility: new Visibility(accounts),
    turnsOf: (id) => accounts.turnsOf(id),
    journal,
    bus,
    board: new QuoteBoard(),
    committer: new Committer(journal, bus, unexpected),
    source: 'SIMULATED',
    sampleIntervalMs: 1_000,
    newId: randomUUID,
    now: () => 0,
    onSamples: () => undefined,
    log: { error: (_details: unknown, message?: string) => unexpected(message) },
    onFailure: (_accountId, error) => unexpected(error),
  }
  accounts.add(new PublishedAccount(parts, { ...account('a'), kind: 'PUBLISHED' }))
  return new CommandRunner(parts)
}

describe('two servers on one journal', () => {
  const publish = (server: CommandRunner, call: Call) =>
    server.carryOut({ kind: 'publishDecision', ...call, wish: decision }, () => true)

  it('answer the same call alike, when one finds the key taken by the other', async () => {
    await using home = sqliteHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const once = callOf('a')
    const [first, second] = await Promise.all([serverOn(journal), serverOn(journal)].map((one) => publish(one, once)))
    expect(first).toMatchObject({ done: 'DecisionPublished', decision: { seq: 1 } })
    expect(second).toEqual(first)
    expect(await readBack(journal.decisions, {})).toHaveLength(1)
  })

  it('tell another request under a taken key apart', async () => {
    await using home = sqliteHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    const ask = (fingerprint: string) => publish(serverOn(journal), callOf('a', { idempotencyKey: 'k', fingerprint }))
    const [first, second] = await Promise.allSettled([ask('one'), ask('two')])
    expect(first).toMatchObject({ value: { done: 'DecisionPublished' } })
    expect(second).toMatchObject({ reason: { name: 'KeyReused' } })
  })
})
