import { describe, expect, it } from 'vitest'
import { newDecision } from '../../tests/support/store/records.js'
import { marketOrder } from '../../tests/support/trading/builders.js'
import { callOf, deskUnderTest, tradingDesk, type DeskUnderTest } from '../../tests/support/trading/desk.js'
import type { Visibility } from '../domain/account.js'

const nobodyElse: readonly string[] = []

const show = (test: DeskUnderTest, accountId: string, visibility: Visibility) =>
  test.ask('setAccountVisibility', callOf(accountId), { visibility })
const open = (test: DeskUnderTest, id: string, opensAs: Visibility, name = id) =>
  test.ask('openAccount', { ...callOf(id), opensAs }, { name, depositUsd: 10_000 })
const publish = (test: DeskUnderTest, id: string, opensAs: Visibility) =>
  test.ask('publishPositions', { ...callOf(id), opensAs }, { asOf: 0, positions: [] })
const idsFor = (test: DeskUnderTest, ...ids: readonly string[]) =>
  test.desk
    .accountsFor(ids)
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
      test.desk.accountsFor(ids).records.decisions.newestFirst({}, { limit: 5 })
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

describe('an audience', () => {
  const audienceOf = (test: DeskUnderTest, ...ids: readonly string[]) => test.desk.accountsFor(ids).audience().name
  /** Who is in one audience: nobody in particular, the readers of `me`, those of an account that nobody opened, and of both. */
  const audiences = (test: DeskUnderTest) => {
    const names = [[], ['me'], ['nobody'], ['me', 'nobody']].map((ids) => audienceOf(test, ...ids))
    return names.map((name) => names.indexOf(name))
  }

  it('is one of all while there is no private account, whatever they may read', async () => {
    await using test = await tradingDesk()
    expect(audiences(test)).toEqual([0, 0, 0, 0])
    expect(test.desk.accountsFor('ALL').audience().name).not.toBe(audienceOf(test))
  })

  it('is divided when an account becomes private, or is opened as private, and not joined when it becomes public', async () => {
    await using test = await tradingDesk()
    await show(test, 'me', 'PRIVATE')
    expect(audiences(test)).toEqual([0, 1, 0, 1])
    await show(test, 'me', 'PUBLIC')
    expect(audiences(test)).toEqual([0, 1, 0, 1])
    await open(test, 'nobody', 'PRIVATE')
    expect(audiences(test)).toEqual([0, 1, 2, 3])
    // What an account was before the start makes no difference.
    await test.restart()
    expect(audiences(test)).toEqual([0, 0, 2, 2])
    await show(test, 'nobody', 'PUBLIC')
    expect(audiences(test)).toEqual([0, 0, 2, 2])
    await test.restart()
    expect(audiences(test)).toEqual([0, 0, 0, 0])
  })

  it('sees what each of it sees, and no more', async () => {
    await using test = await tradingDesk()
    await open(test, 'hidden', 'PRIVATE')
    const { accounts } = test.desk.accountsFor(['hidden', 'me']).audience()
    expect(accounts.accounts().map(({ id }) => id)).toEqual(['me', 'hidden'])
    await show(test, 'me', 'PRIVATE')
    expect(accounts.accounts().map(({ id }) => id)).toEqual(['hidden'])
    const { accounts: readers } = test.desk.accountsFor(['hidden', 'me']).readersOf('me')
    expect(readers.accounts().map(({ id }) => id)).toEqual(['me'])
  })

  it('is told before it is divided, once, and after it sees less, each time', async () => {
    await using test = await tradingDesk()
    const { signal } = new AbortController()
    const reader = test.desk.accountsFor([])
    const told: string[] = []
    const tell = (what: string) => () => void told.push(`${what}, ${reader.accounts().length} seen`)
    reader.onDivision(tell('divided'), signal)
    reader.onWithdrawal(tell('withdrawn'), signal)
    await open(test, 'hidden', 'PRIVATE')
    expect(told.splice(0)).toEqual(['divided, 1 seen'])
    await show(test, 'hidden', 'PUBLIC')
    expect(told.splice(0)).toEqual([])
    await show(test, 'hidden', 'PRIVATE')
    expect(told.splice(0)).toEqual(['withdrawn, 1 seen'])
    await show(test, 'me', 'PRIVATE')
    expect(told.splice(0)).toEqual(['divided, 1 seen', 'withdrawn, 0 seen'])
  })
})

describe('what is counted', () => {
  it('of accounts is what each audience sees of them', async () => {
    await using test = await tradingDesk()
    const seqs = () => [nobodyElse, ['hidden']].map((readable) => test.desk.accountsFor(readable).accountList().seq)
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

  it('goes on in the leaderboard of an audience that was divided from another one', async () => {
    await using test = await tradingDesk()
    const seen = test.desk.accountsFor(nobodyElse).audience().accounts
    const stop = new AbortController()
    seen.leaderboardChanges(5, stop.signal)
    const before = seen.liveLeaderboard(5)
    await test.clock.advance(5_000)
    await open(test, 'hidden', 'PRIVATE')
    const readers = test.desk.accountsFor(['hidden']).audience().accounts
    readers.leaderboardChanges(5, stop.signal)
    expect(readers.liveLeaderboard(5, before)).toEqual(before)
    await test.clock.advance(1_000)
    expect(readers.liveLeaderboard(5)).toMatchObject({
      seq: before.seq + 1,
      entries: [{}, { account: { id: 'hidden' } }],
    })
    expect(seen.liveLeaderboard(5).seq).toBe(before.seq)
    stop.abort()
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
        .accountsFor(ids)
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
