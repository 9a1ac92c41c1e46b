import { describe, expect, it } from 'vitest'
import type { PastCommit } from '../../../server/storage/journal.js'
import { noon } from '../../support/builders.js'
import { readBack, readForward } from '../../support/store/read-log.js'
import {
  account,
  newClosedTrade,
  newDecision,
  newFill,
  newOrderEvent,
  newScore,
  order,
} from '../../support/store/records.js'
import type { StoreHome } from '../../support/store/store-home.js'

const hour = 3_600_000
const never = () => new AbortController().signal

/** What an account `past` did a day before: an entry, an hour later its end, and many decisions in between. */
function pastOf(count = 100) {
  const accountId = 'past'
  const opened = { ...account(accountId), openedAtMs: noon - 24 * hour }
  const entered = newDecision({ accountId, outcome: 'OPEN', symbol: 'ENTERED' })
  const placed = order({ accountId })
  const filled = { ...placed, status: 'FILLED' as const }
  const between = Array.from({ length: count }, () => newDecision({ accountId, action: 'HOLD' }))
  const commits: PastCommit[] = [
    { commit: { accountId, open: opened, books: { step: 0 } }, atMs: noon - 24 * hour },
    {
      commit: {
        accountId,
        decisions: [entered],
        orders: [placed],
        orderEvents: [newOrderEvent({ accountId, order: placed })],
      },
      atMs: noon - 23 * hour,
    },
    ...between.map((decision, index) => ({
      commit: { accountId, decisions: [decision] },
      atMs: noon - 23 * hour + index,
    })),
    {
      commit: {
        accountId,
        account: { ...opened, hasTraded: true },
        orders: [filled],
        orderEvents: [newOrderEvent({ accountId, order: filled, change: 'FILLED' })],
        fills: [newFill({ accountId })],
        closedTrades: [newClosedTrade({ accountId })],
        scores: [newScore({ accountId, decisionId: entered.id })],
        books: { step: 1 },
      },
      atMs: noon - 22 * hour,
    },
  ]
  return { accountId, commits, entered, filled, between, opened }
}

const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id)

export function describePast(makeHome: () => Promise<StoreHome>): void {
  it('keeps what an account did before as it was made, and goes on counting', async () => {
    await using home = await makeHome()
    const { accountId, commits, entered, filled, between, opened } = pastOf()
    {
      await using store = await home.open({ now: () => noon })
      expect(await store.journal.keepPast(commits, never())).toEqual([])
    }
    await using store = await home.open({ now: () => noon })
    const { journal } = store
    expect((await journal.accounts()).readable).toMatchObject([
      { account: { ...opened, hasTraded: true }, books: { step: 1 }, openOrders: [] },
    ])
    const decisions = (await readBack(journal.decisions, {})).reverse()
    expect(ids(decisions)).toEqual(ids([entered, ...between]))
    expect(decisions.map(({ seq }) => seq)).toEqual(decisions.map((_, index) => index + 1))
    expect(decisions[0]).toMatchObject({ outcome: 'STOP', pnlUsd: -12.5, recordedAtMs: noon - 23 * hour })
    expect(await journal.decisionsAsMade.get(entered.id)).toMatchObject({ outcome: 'OPEN', pnlUsd: null })
    expect(await readBack(journal.decisions, { outcome: ['STOP'] })).toHaveLength(1)
    expect(await readBack(journal.decisionsAsMade, { outcome: ['OPEN'] })).toHaveLength(1)
    expect(await readBack(journal.scoreEvents, {})).toMatchObject([
      { seq: 1, symbol: 'ENTERED', outcome: 'STOP', decision: { id: entered.id }, recordedAtMs: noon - 22 * hour },
    ])
    expect(await readBack(journal.orders, {})).toEqual([filled])
    const recorded = { recordedAtMs: noon - 22 * hour }
    expect(await readBack(journal.orderEvents, {})).toMatchObject([{ seq: 2, ...recorded }, { seq: 1 }])
    expect(await readBack(journal.fills, {})).toMatchObject([{ seq: 1, ...recorded }])
    expect(await readBack(journal.closedTrades, {})).toMatchObject([{ seq: 1, ...recorded }])
    const next = await journal.commit({ accountId, decisions: [newDecision({ accountId })] })
    expect(next.decisions).toMatchObject([{ seq: between.length + 2, recordedAtMs: noon }])
  })

  it('stands before all that was kept meanwhile, for pages, cursors, times and searches', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon })
    const { journal } = store
    const own = newDecision({ accountId: 'live' })
    await journal.commit({ accountId: 'live', open: account('live'), decisions: [own] })
    const { commits, entered, between } = pastOf()
    expect(await journal.keepPast(commits, never())).toEqual([])
    const later = newDecision({ accountId: 'live' })
    await journal.commit({ accountId: 'live', decisions: [later] })

    const all = ids([entered, ...between, own, later])
    expect(ids(await readBack(journal.decisions, {}, 7)).reverse()).toEqual(all)
    expect(ids(await readForward(journal.decisions, {}, { from: entered.id, limit: 7 }))).toEqual(all.slice(1))
    expect(ids(await readForward(journal.decisions, {}, { from: own.id, limit: 7 }))).toEqual([later.id])
    expect(ids(await readBack(journal.decisions, { fromMs: noon }))).toEqual([later.id, own.id])
    expect(ids(await readBack(journal.decisions, { toMs: noon - 23 * hour + 1 }))).toEqual(
      ids([between[0] ?? entered, entered]),
    )
    const searched = { symbol: ['ENTERED'], action: [entered.action], outcome: ['STOP'] } as const
    expect(ids(await readBack(journal.decisions, searched))).toEqual([entered.id])
    expect(ids(await readBack(journal.decisions, { exceptAccountId: ['past'] }))).toEqual([later.id, own.id])
    expect((await journal.accounts()).readable.map((one) => one.account.id)).toEqual(['past', 'live'])
  })

  it('commits as of now what is later than anything kept, and answers that alone', async () => {
    await using home = await makeHome()
    let nowMs = noon - 22 * hour - 30
    await using store = await home.open({ now: () => nowMs })
    const { journal } = store
    const own = newDecision({ accountId: 'live' })
    await journal.commit({ accountId: 'live', open: account('live'), decisions: [own] })
    nowMs = noon
    const { commits, entered, between } = pastOf()
    const late = await journal.keepPast(commits, never())
    expect(late).toMatchObject([{ fills: [{ seq: 1, recordedAtMs: noon }], scoreEvents: [{ seq: 1 }] }])
    expect(ids(await readBack(journal.decisions, {})).reverse()).toEqual(ids([entered, ...between, own]))
    expect(await journal.decisions.get(entered.id)).toMatchObject({ outcome: 'STOP' })
  })

  it('keeps nothing when it is stopped, also of what is later than anything kept', async () => {
    await using home = await makeHome()
    let nowMs = noon - 30 * hour
    await using store = await home.open({ now: () => nowMs })
    const { journal } = store
    await journal.commit({ accountId: 'live', open: account('live'), decisions: [newDecision({ accountId: 'live' })] })
    nowMs = noon
    const stopped = AbortSignal.abort(new Error('stopped'))
    await expect(journal.keepPast(pastOf().commits, stopped)).rejects.toThrow('stopped')
    expect(await readBack(journal.decisions, {})).toHaveLength(1)
  })

  it('keeps all of it or nothing', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon })
    const { journal } = store
    const { commits, accountId } = pastOf(1_000)
    const stop = new AbortController()
    const keeping = journal.keepPast(commits, stop.signal)
    setImmediate(() => stop.abort(new Error('stopped')))
    await expect(keeping).rejects.toThrow('stopped')
    const unopened = [...commits.slice(0, 5), { commit: { accountId: 'nobody', books: {} }, atMs: noon }]
    await expect(journal.keepPast(unopened, never())).rejects.toThrow('never opened')
    expect(await readBack(journal.decisions, {})).toEqual([])
    expect((await journal.accounts()).readable).toEqual([])
    expect(await journal.keepPast(commits, never())).toEqual([])
    await expect(journal.keepPast(pastOf().commits, never())).rejects.toThrow()
    expect(await readBack(journal.decisions, { accountId: [accountId] }, 500)).toHaveLength(1_001)
  })

  describe('in a place that is held', () => {
    /** An account that decided and has an open order, another server's start, and what both did since. */
    async function pausedHome(home: StoreHome, room = 100) {
      let nowMs = noon - hour
      const store = await home.open({ now: () => nowMs })
      const { journal } = store
      const made = newDecision({ accountId: 'paused', outcome: 'OPEN', symbol: 'MADE' })
      const waiting = order({ accountId: 'paused' })
      const opened = account('paused')
      await journal.commit({
        accountId: 'paused',
        open: opened,
        decisions: [made],
        orders: [waiting],
        books: { step: 0 },
      })
      nowMs = noon
      const place = await journal.holdPlace(room)
      const live = newDecision({ accountId: 'live' })
      await journal.commit({ accountId: 'live', open: account('live'), decisions: [live] })
      return { store, journal, place, made, waiting, live, opened }
    }

    const missed = (count = 3) =>
      Array.from({ length: count }, () => newDecision({ accountId: 'paused', action: 'HOLD' }))
    const commitsOf = (decisions: readonly ReturnType<typeof newDecision>[], endMs = noon): PastCommit[] => [
      ...decisions.map((one, index) => ({
        commit: { accountId: 'paused', decisions: [one] },
        atMs: noon - hour / 2 + index,
      })),
      { commit: { accountId: 'paused', books: { step: 1 } }, atMs: endMs },
    ]

    it('goes on where an account was left, between what was kept before and since', async () => {
      await using home = await makeHome()
      const { store, journal, place, made, waiting, live, opened } = await pausedHome(home)
      await using _store = store
      const decisions = missed()
      const filled = { ...waiting, status: 'FILLED' as const }
      const ended = {
        accountId: 'paused',
        account: { ...opened, hasTraded: true },
        orders: [filled],
        fills: [newFill({ accountId: 'paused' })],
        closedTrades: [newClosedTrade({ accountId: 'paused' })],
        scores: [newScore({ accountId: 'paused', decisionId: made.id })],
      }
      const commits = [...commitsOf(decisions, noon - 2), { commit: ended, atMs: noon - 1 }]
      expect(await journal.keepPast(commits, never(), place)).toEqual([])
      const next = newDecision({ accountId: 'paused' })
      await journal.commit({ accountId: 'paused', decisions: [next] })

      const all = (await readBack(journal.decisions, {}, 2)).reverse()
      expect(ids(all)).toEqual(ids([made, ...decisions, live, next]))
      expect(all.filter(({ accountId }) => accountId === 'paused').map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      expect(all.map(({ recordedAtMs }) => recordedAtMs)).toEqual([
        noon - hour,
        ...[0, 1, 2].map((index) => noon - hour / 2 + index),
        noon,
        noon,
      ])
      expect(await journal.decisions.get(made.id)).toMatchObject({ outcome: 'STOP', pnlUsd: -12.5 })
      expect(await readBack(journal.scoreEvents, {})).toMatchObject([
        { seq: 1, symbol: 'MADE', recordedAtMs: noon - 1 },
      ])
      expect(await readBack(journal.orders, {})).toEqual([filled])
      expect(await readBack(journal.fills, {})).toMatchObject([{ seq: 1, recordedAtMs: noon - 1 }])
      expect(ids(await readBack(journal.decisions, { fromMs: noon - hour / 2, toMs: noon }))).toEqual(
        ids(decisions).reverse(),
      )
      expect((await journal.accounts()).readable).toMatchObject([
        { account: { id: 'paused', hasTraded: true }, books: { step: 1 }, openOrders: [] },
        { account: { id: 'live' } },
      ])
    })

    it('commits as of now what is later than the place, and answers that alone', async () => {
      await using home = await makeHome()
      const { store, journal, place, made, live } = await pausedHome(home)
      await using _store = store
      const decisions = missed()
      const late = newDecision({ accountId: 'paused' })
      const commits = [...commitsOf(decisions), { commit: { accountId: 'paused', decisions: [late] }, atMs: noon + 1 }]
      expect(await journal.keepPast(commits, never(), place)).toMatchObject([
        { decisions: [] },
        { decisions: [{ id: late.id, seq: 5, recordedAtMs: noon }] },
      ])
      expect(ids(await readBack(journal.decisions, {})).reverse()).toEqual(ids([made, ...decisions, live, late]))
    })

    it('keeps nothing without room, of an account that was never opened, or when it is stopped', async () => {
      await using home = await makeHome()
      const { store, journal, place, made, live } = await pausedHome(home, 2)
      await using _store = store
      await expect(journal.keepPast(commitsOf(missed()), never(), place)).rejects.toThrow(RangeError)
      const unopened = [{ commit: { accountId: 'nobody', books: {} }, atMs: noon - 1 }]
      await expect(journal.keepPast(unopened, never(), place)).rejects.toThrow('never opened')
      const stopped = AbortSignal.abort(new Error('stopped'))
      await expect(journal.keepPast(commitsOf(missed(2)), stopped, place)).rejects.toThrow('stopped')
      expect(ids(await readBack(journal.decisions, {})).reverse()).toEqual(ids([made, live]))
      expect((await journal.accounts()).readable[0]?.books).toEqual({ step: 0 })
      expect(await journal.keepPast(commitsOf(missed(2)), never(), place)).toHaveLength(1)
    })

    it('is held again at the next start, in a store that is empty too', async () => {
      await using home = await makeHome()
      await using store = await home.open({ now: () => noon })
      const { journal } = store
      expect(await journal.holdPlace(10)).toMatchObject({ room: 10, afterMs: 0, untilMs: noon })
      const [one, other] = missed(2)
      if (!one || !other) throw new Error('There are two')
      await journal.commit({ accountId: 'paused', open: account('paused'), decisions: [one] })
      expect((await journal.holdPlace(10)).firstPositions.get('decisions')).toBe(12)
      await journal.commit({ accountId: 'paused', decisions: [other] })
      expect((await journal.holdPlace(10)).firstPositions.get('decisions')).toBe(23)
    })
  })
}
