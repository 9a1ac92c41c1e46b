import { describe, expect, it } from 'vitest'
import { newDecision } from '../../tests/support/store/records.js'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import type { Visibility } from '../domain/account.js'

const nobodyElse = { name: 'public', mayRead: () => false }
const readerOf = (...ids: readonly string[]) => ({ name: ids.join(), mayRead: (id: string) => ids.includes(id) })

const show = (test: DeskUnderTest, accountId: string, visibility: Visibility) =>
  test.ask('setAccountVisibility', callOf(accountId), { visibility })
const open = (test: DeskUnderTest, id: string, opensAs: Visibility, name = id) =>
  test.ask('openAccount', { ...callOf(id), opensAs }, { name, depositUsd: 10_000 })
const publish = (test: DeskUnderTest, id: string, opensAs: Visibility) =>
  test.ask('publishPositions', { ...callOf(id), opensAs }, { asOf: 0, positions: [] })
const idsFor = (test: DeskUnderTest, ...ids: readonly string[]) =>
  test.desk
    .accountsFor(readerOf(...ids))
    .accounts()
    .map(({ id }) => id)

describe('an account', () => {
  it('is public unless it was opened as private, and is seen as private only by those who may read it', async () => {
    await using test = await tradingDesk()
    expect(await open(test, 'hidden', 'PRIVATE')).toMatchObject({ account: { visibility: 'PRIVATE' } })
    await publish(test, 'bot', 'PRIVATE')
    await publish(test, 'shop', 'PUBLIC')
    expect(idsFor(test)).toEqual(['me', 'shop'])
    expect(idsFor(test, 'hidden', 'nobody')).toEqual(['me', 'hidden', 'shop'])
    expect(idsFor(test, 'bot')).toEqual(['me', 'bot', 'shop'])
    const seen = test.desk.accountsFor(nobodyElse)
    for (const topic of ['account', 'performance', 'positions', 'portfolio', 'openOrders'] as const) {
      expect([seen[topic]('hidden'), seen[topic]('bot'), seen[topic]('nobody')]).toEqual([null, null, null])
      expect(seen[topic]('me')).not.toBeNull()
    }
    expect([seen.sees('hidden'), seen.sees('nobody'), seen.sees('me')]).toEqual([false, false, true])
  })

  it.each([
    ['paper', open],
    ['published', publish],
  ] as const)('that is %s becomes private and public, also over a restart', async (_kind, openIt) => {
    await using test = await tradingDesk()
    await openIt(test, 'one', 'PUBLIC')
    for (const [visibility, ids] of [
      ['PRIVATE', ['me']],
      ['PUBLIC', ['me', 'one']],
      ['PRIVATE', ['me']],
    ] as const) {
      expect(await show(test, 'one', visibility)).toMatchObject({
        done: 'AccountVisibilitySet',
        account: { visibility },
      })
      expect(idsFor(test)).toEqual(ids)
      await test.restart()
      expect(idsFor(test)).toEqual(ids)
    }
  })

  it('keeps its visibility when it trades, begins anew and closes, and when it is published to again', async () => {
    await using test = await tradingDesk()
    await open(test, 'hidden', 'PRIVATE')
    await publish(test, 'bot', 'PRIVATE')
    await publish(test, 'bot', 'PUBLIC')
    await test.place(marketOrder(), 'hidden')
    await test.ask('resetAccount', callOf('hidden'), { depositUsd: null })
    await test.ask('closeAccount', callOf('hidden'), {})
    expect(idsFor(test)).toEqual(['me'])
    expect(await show(test, 'hidden', 'PUBLIC')).toMatchObject({ account: { closedAtMs: 0, resets: 1 } })
    expect(idsFor(test)).toEqual(['me', 'hidden'])
  })

  it('of an agent, and one that was never opened, change nothing', async () => {
    await using test = await deskUnderTest()
    expect(await show(test, 'a', 'PRIVATE')).toMatchObject({ refused: 'AgentAccount' })
    expect(await show(test, 'nobody', 'PRIVATE')).toMatchObject({ refused: 'WrongAccountKind', accountKind: null })
    expect(idsFor(test)).toEqual(['a'])
  })

  it('has its first answer again for the same key', async () => {
    await using test = await tradingDesk()
    const call = callOf('me')
    const first = await test.ask('setAccountVisibility', call, { visibility: 'PRIVATE' })
    await show(test, 'me', 'PUBLIC')
    expect(await test.ask('setAccountVisibility', call, { visibility: 'PRIVATE' })).toEqual(first)
    expect(idsFor(test)).toEqual(['me'])
  })

  it('of another source is hidden as well', async () => {
    await using test = await tradingDesk()
    await open(test, 'hidden', 'PRIVATE')
    await test.journal.commit({ accountId: 'hidden', decisions: [newDecision({ accountId: 'hidden' })] })
    await test.restart({ source: 'REPLAY' })
    const pageFor = (...ids: readonly string[]) =>
      test.desk.accountsFor(readerOf(...ids)).records.decisions.newestFirst({}, { limit: 5 })
    expect(await pageFor()).toMatchObject({ items: [] })
    expect(await pageFor('hidden')).toMatchObject({ items: [{ accountId: 'hidden' }] })
  })
})

describe('the name of a private account', () => {
  it('is free for others, and keeps it private while another public one has it', async () => {
    await using test = await tradingDesk()
    await open(test, 'hidden', 'PRIVATE', 'Fund')
    expect(await open(test, 'other', 'PUBLIC', 'Fund')).toMatchObject({ done: 'AccountOpened' })
    expect(await show(test, 'hidden', 'PUBLIC')).toMatchObject({ refused: 'NameTaken', looksLike: 'Fund' })
    expect(idsFor(test)).toEqual(['me', 'other'])
    await show(test, 'other', 'PRIVATE')
    expect(await show(test, 'hidden', 'PUBLIC')).toMatchObject({ done: 'AccountVisibilitySet' })
    expect(await show(test, 'hidden', 'PUBLIC')).toMatchObject({ done: 'AccountVisibilitySet' })
    expect(await open(test, 'third', 'PRIVATE', 'Fund')).toMatchObject({ refused: 'NameTaken' })
  })
})

describe('what is counted', () => {
  it('of accounts is what each audience sees of them', async () => {
    await using test = await tradingDesk()
    const seqs = () =>
      [nobodyElse, readerOf('hidden')].map((audience) => test.desk.accountsFor(audience).accountList().seq)
    const [others = 0, readers = 0] = seqs()
    const steps: readonly (readonly [() => Promise<unknown>, number, number])[] = [
      [() => open(test, 'hidden', 'PRIVATE'), 0, 1],
      [() => test.place(marketOrder(), 'hidden'), 0, 2],
      [() => show(test, 'hidden', 'PUBLIC'), 1, 3],
      [() => test.place(marketOrder(), 'me'), 2, 4],
      [() => show(test, 'hidden', 'PRIVATE'), 3, 5],
      [() => test.ask('closeAccount', callOf('hidden'), {}), 3, 6],
    ]
    for (const [step, byOthers, byReaders] of steps) {
      await step()
      await test.desk.settled()
      expect(seqs()).toEqual([others + byOthers, readers + byReaders])
    }
  })

  it('of looks at the leaderboard tells nobody that a private account was hidden once more', async () => {
    await using test = await tradingDesk()
    await open(test, 'hidden', 'PRIVATE')
    const seen = test.desk.accountsFor(nobodyElse)
    const first = seen.liveLeaderboard(1).seq
    await show(test, 'hidden', 'PRIVATE')
    expect(seen.liveLeaderboard(2).seq).toBe(first)
  })

  it('as a rank is the place among the accounts that the audience sees', async () => {
    await using test = await tradingDesk()
    await open(test, 'best', 'PRIVATE')
    await test.openAccount('worst')
    await test.place(marketOrder(), 'worst')
    await test.place(marketOrder(), 'worst')
    await test.place(marketOrder(), 'me')
    await test.say({ markPriceUsd: 99, bidPriceUsd: 98.5, askPriceUsd: 99.5 })
    const ranksFor = (...ids: readonly string[]) =>
      test.desk
        .accountsFor(readerOf(...ids))
        .leaderboard(2)
        .map(({ rank, account }) => `${rank} ${account.id}`)
    expect(ranksFor()).toEqual(['1 me', '2 worst'])
    expect(ranksFor('best')).toEqual(['1 best', '2 me'])
  })
})

describe('records', () => {
  it('that were asked for while their account became private are not answered', async () => {
    await using test = await tradingDesk()
    await test.place(marketOrder())
    const { fills } = test.journal
    const newestFirst = fills.newestFirst.bind(fills)
    fills.newestFirst = async (...asked) => {
      const page = await newestFirst(...asked)
      await show(test, 'me', 'PRIVATE')
      return page
    }
    const seen = test.desk.accountsFor(nobodyElse).records
    expect(await seen.fills.newestFirst({}, { limit: 5 })).toMatchObject({ items: [] })
  })

  it('of few or many accounts are those that the audience sees', { timeout: 120_000 }, async () => {
    await using test = await tradingDesk()
    const ids = Array.from({ length: 101 }, (_, index) => `account-${index}`)
    for (const id of ['hidden', ...ids]) {
      await open(test, id, id === 'hidden' ? 'PRIVATE' : 'PUBLIC')
      await test.journal.commit({ accountId: id, decisions: [newDecision({ id, accountId: id })] })
      const { records } = test.desk.accountsFor(nobodyElse)
      if (id !== ids.at(-1) && id !== ids[0]) continue
      for (const filter of [{}, { symbol: ['BTC-PERPETUAL'] }, { action: ['BUY_TO_ENTER' as const] }]) {
        const page = await records.decisions.newestFirst(filter, { limit: 200 })
        const shown = ids.slice(0, ids.indexOf(id) + 1)
        expect(page).toMatchObject({ items: shown.toReversed().map((one) => ({ id: one })), hasMore: false })
      }
      expect(await records.decisions.newestFirst({}, { after: 'hidden', limit: 5 })).toBe('UNKNOWN_CURSOR')
      expect(await records.decisions.get('hidden')).toBeNull()
    }
  })
})
