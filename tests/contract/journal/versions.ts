import { expect, it } from 'vitest'
import { msPerHour } from '../../../server/domain/units.js'
import { VersionsRemoved, type AccountVersions } from '../../../server/storage/account-versions.js'
import type { Store } from '../../../server/storage/open-store.js'
import { noon } from '../../support/builders.js'
import { readBack } from '../../support/store/read-log.js'
import { account, newDecision, newOrderEvent, newScore, order } from '../../support/store/records.js'
import type { StoreHome } from '../../support/store/store-home.js'

function versionsOf({ versions }: Store): AccountVersions {
  if (versions === null) throw new Error('This store keeps no versions')
  return versions
}

const minuteMs = 60_000
const { signal: never } = new AbortController()
/** Books of some size, of which one number differs from step to step. */
const booksOf = (step: number) => ({ step: step / 7, fixed: Array.from({ length: 50 }, (_, n) => `position ${n}`) })
const everything = { beforeMs: Number.MAX_SAFE_INTEGER, maxBytes: Number.MAX_SAFE_INTEGER }

export function describeVersions(makeHome: () => Promise<StoreHome>): void {
  it('tells what accounts were at any time, also after it was opened again', async () => {
    await using home = await makeHome()
    let nowMs = noon
    const keepsVersions = { now: () => nowMs, keepsVersions: true }
    const first = account('a')
    {
      await using store = await home.open(keepsVersions)
      await store.journal.commit({ accountId: 'a', open: first, books: booksOf(0) })
      for (let step = 1; step <= 20; step += 1) {
        nowMs = noon + step * minuteMs
        await store.journal.commit({ accountId: 'a', books: booksOf(step) })
      }
      await store.journal.commit({ accountId: 'a', account: { ...first, hasTraded: true } })
    }
    nowMs += minuteMs
    await using store = await home.open(keepsVersions)
    await store.journal.commit({ accountId: 'a', books: booksOf(21) })
    const versions = versionsOf(store)
    for (let step = 0; step <= 21; step += 1) {
      const { accounts, unreadable } = await versions.at(noon + step * minuteMs + minuteMs / 2)
      expect(unreadable).toEqual([])
      expect(accounts).toMatchObject([
        {
          account: { value: step < 20 ? first : { ...first, hasTraded: true } },
          books: { value: booksOf(step), recordedAtMs: noon + step * minuteMs },
        },
      ])
    }
    expect(await versions.at(noon - 1)).toEqual({ accounts: [], opened: null, unreadable: [] })
  })

  it('tells all of some accounts, and of the others who they were', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon, keepsVersions: true })
    for (const id of ['a', 'b', 'c']) {
      const waiting = order({ accountId: id })
      const opened = { accountId: id, open: account(id), books: booksOf(1), openOrderIds: [waiting.id] }
      await store.journal.commit({
        ...opened,
        orders: [waiting],
        orderEvents: [newOrderEvent({ accountId: id, order: waiting })],
      })
    }
    const versions = versionsOf(store)
    const { accounts: all } = await versions.at(noon)
    expect(all.map(({ books, openOrders }) => [books?.value, openOrders.length])).toEqual(
      all.map(() => [booksOf(1), 1]),
    )
    const { accounts } = await versions.at(noon, ['b', 'nobody'])
    expect(accounts).toEqual(all.map((one, at) => (at === 1 ? one : { ...one, books: null, openOrders: [] })))
    const { accounts: known } = await versions.at(noon, [])
    expect(known).toEqual(all.map((one) => ({ ...one, books: null, openOrders: [] })))
  })

  it('tells what bots published, each kind as it was', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs, keepsVersions: true })
    const bot = { ...account('bot'), kind: 'PUBLISHED', agent: null, source: 'PUBLISHED' } as const
    await store.journal.commit({ accountId: 'bot', open: bot })
    const positionsAt = (asOf: number) => ({ kind: 'POSITIONS', body: { asOf, positions: [] } }) as const
    for (let minute = 1; minute < 4; minute += 1) {
      nowMs = noon + minute * minuteMs
      await store.journal.commit({ accountId: 'bot', published: positionsAt(nowMs) })
    }
    const versions = versionsOf(store)
    expect((await versions.at(noon)).accounts).toMatchObject([{ publishedPositions: null, publishedPerformance: null }])
    const at = noon + 2.5 * minuteMs
    expect((await versions.at(at)).accounts).toMatchObject([
      { publishedPositions: { value: { asOf: noon + 2 * minuteMs }, recordedAtMs: noon + 2 * minuteMs } },
    ])
    const span = { afterMs: noon, untilMs: noon + 2 * minuteMs }
    expect((await versions.between(span, 10)).map(({ kind, recordedAtMs }) => [kind, recordedAtMs])).toEqual([
      ['POSITIONS', noon + minuteMs],
      ['POSITIONS', noon + 2 * minuteMs],
    ])
    const [one] = await versions.between(span, 1)
    expect(await versions.between({ ...span, afterPosition: one?.position ?? 0 }, 10)).toHaveLength(1)
  })

  it('tells which orders waited, and how each order and decision was', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs, keepsVersions: true })
    const { journal } = store
    const decision = newDecision({ outcome: 'OPEN' })
    const [waiting, other] = [order({ decisionId: decision.id }), order()]
    const placed = [waiting, other].map((one) => newOrderEvent({ order: one }))
    await journal.commit({
      accountId: 'a',
      open: account('a'),
      decisions: [decision],
      orders: [waiting, other],
      orderEvents: placed,
      openOrderIds: [waiting.id, other.id],
    })
    nowMs = noon + minuteMs
    const filled = { ...waiting, status: 'FILLED', filledCoin: 0.5 } as const
    await journal.commit({
      accountId: 'a',
      scores: [newScore({ decisionId: decision.id })],
      orders: [filled],
      orderEvents: [newOrderEvent({ change: 'FILLED', order: filled })],
      openOrderIds: [other.id],
    })
    nowMs = noon + 2 * minuteMs
    const late = newDecision()
    await journal.commit({ accountId: 'a', decisions: [late] })

    const versions = versionsOf(store)
    const [before, after] = [noon + minuteMs - 1, noon + minuteMs]
    expect((await versions.at(before)).accounts[0]?.openOrders).toEqual([waiting, other])
    expect((await versions.at(after)).accounts[0]?.openOrders).toEqual([other])

    const [then, since] = [versions.recordsAt(before), versions.recordsAt(after)]
    expect(await then.orders.get(waiting.id)).toEqual(waiting)
    expect(await since.orders.get(waiting.id)).toEqual(filled)
    expect(await readBack(then.orders, { status: ['OPEN'] })).toEqual([other, waiting])
    expect(await readBack(then.orders, { accountId: ['a'], status: ['FILLED'] })).toEqual([])
    expect(await readBack(since.orders, { accountId: ['a'], status: ['FILLED'] })).toEqual([filled])
    expect(await readBack(since.orders, { symbol: [other.symbol], status: ['OPEN', 'CANCELLED'] })).toEqual([other])
    expect(await readBack(then.orderEvents, {})).toHaveLength(2)

    const asMade = await then.decisions.get(decision.id)
    expect(asMade).toEqual({ ...decision, seq: 1, recordedAtMs: noon })
    expect(await since.decisions.get(decision.id)).toMatchObject({ outcome: 'STOP', pnlUsd: -12.5 })
    expect(await readBack(then.decisions, { outcome: ['OPEN'] })).toEqual([asMade])
    expect(await readBack(since.decisions, { outcome: ['OPEN'] })).toEqual([])
    expect(await readBack(since.decisions, { accountId: ['a'], outcome: ['STOP'] })).toHaveLength(1)
    expect(await readBack(since.decisions, {})).toHaveLength(1)
    expect(await readBack(since.decisions, { toMs: noon + msPerHour })).toHaveLength(1)
    expect(await since.decisions.get(late.id)).toBeNull()
    expect(await then.scoreEvents.newestFirst({}, { limit: 5 })).toEqual({ items: [], hasMore: false })
  })

  it('tells what came last also when our clock went back', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs, keepsVersions: true })
    const versions = versionsOf(store)
    await store.journal.commit({ accountId: 'a', open: account('a'), books: booksOf(0) })
    nowMs = noon - minuteMs
    await store.journal.commit({ accountId: 'a', books: booksOf(1) })
    await versions.noteOpening()
    await store.journal.commit({ accountId: 'a', books: booksOf(2) })
    await store.journal.keepPast([{ commit: { accountId: 'b', open: account('b') }, atMs: nowMs }], never)
    const { accounts, opened } = await versions.at(noon)
    expect(accounts).toMatchObject([
      { account: { value: account('b') } },
      { books: { value: booksOf(2), recordedAtMs: noon } },
    ])
    expect(opened?.recordedAtMs).toBe(noon)

    const span = { afterMs: 0, untilMs: noon }
    const positions = (await versions.between(span, 100)).map(({ position }) => position)
    expect(positions).toEqual(positions.toSorted((a, b) => a - b))
  })

  it('keeps a version or not, as its commit', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon, keepsVersions: true })
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a'), books: booksOf(0) })
    const idempotency = { key: 'k', fingerprint: 'f', answer: {} }
    await journal.commit({ accountId: 'a', books: booksOf(1), idempotency })
    await expect(journal.commit({ accountId: 'a', books: booksOf(2), idempotency })).rejects.toThrow()
    await expect(
      journal.commit({ accountId: 'a', books: booksOf(3), decisions: [newDecision({ accountId: 'b' })] }),
    ).rejects.toThrow()
    await journal.commit({ accountId: 'a', books: booksOf(4) })
    const kept = await versionsOf(store).between({ afterMs: 0, untilMs: noon }, 100)
    const books = kept.filter(({ kind }) => kind === 'BOOKS')
    expect(books.map(({ value }) => value)).toEqual([0, 1, 4].map(booksOf))
  })

  it('tells when accounts were opened anew', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs, keepsVersions: true })
    const versions = versionsOf(store)
    await versions.noteOpening()
    await store.journal.commit({ accountId: 'a', open: account('a'), books: {} })
    nowMs = noon + minuteMs
    await versions.noteOpening()
    const [before, after] = [await versions.at(noon + 1), await versions.at(noon + minuteMs)]
    expect([before.opened?.recordedAtMs, after.opened?.recordedAtMs]).toEqual([noon, noon + minuteMs])
    const books = after.accounts[0]?.books?.position ?? 0
    expect(before.opened?.position).toBeLessThan(books)
    expect(after.opened?.position).toBeGreaterThan(books)
    const between = await versions.between({ afterMs: 0, untilMs: nowMs }, 10)
    expect(between.map(({ kind }) => kind)).toEqual(['OPENING', 'ACCOUNT', 'BOOKS', 'OPENING'])
  })

  it('removes what no kept time needs, and never what an account was last', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs, keepsVersions: true })
    const { journal } = store
    await journal.commit({ accountId: 'still', open: account('still'), books: booksOf(0) })
    await journal.commit({ accountId: 'a', open: account('a'), books: booksOf(0) })
    const steps = 1_200
    for (let step = 1; step <= steps; step += 1) {
      nowMs = noon + step * 1_000
      await journal.commit({ accountId: 'a', books: booksOf(step) })
    }
    const versions = versionsOf(store)
    await using database = home.openDatabase()
    const count = async () => (await database.read('SELECT position FROM account_versions')).length
    const all = await count()
    expect(await versions.prune({ ...everything, beforeMs: noon - 1 })).toBe(false)
    expect(await count()).toBe(all)

    const beforeMs = noon + 1_000_000
    while (await versions.prune({ ...everything, beforeMs }));
    expect(await count()).toBeLessThan(600)
    for (const [atMs, step] of [
      [beforeMs, 1_000],
      [nowMs, steps],
    ] as const) {
      const { accounts } = await versions.at(atMs)
      expect(accounts).toMatchObject([{ books: { value: booksOf(0) } }, { books: { value: booksOf(step) } }])
    }
    while (await versions.prune({ beforeMs: 0, maxBytes: 3_000 }));
    const { accounts } = await versions.at(nowMs)
    expect(accounts).toMatchObject([{ books: { value: booksOf(0) } }, { books: { value: booksOf(steps) } }])
    expect(await count()).toBeLessThan(100)
  })

  it('tells that versions were removed, also when it is opened again, instead of what an account never was', async () => {
    await using home = await makeHome()
    let nowMs = noon
    const options = { now: () => nowMs, keepsVersions: true }
    {
      await using store = await home.open(options)
      const versions = versionsOf(store)
      await store.journal.commit({ accountId: 'a', open: account('a'), books: booksOf(0) })
      for (const step of [1, 2, 5]) {
        nowMs = noon + step * minuteMs
        await store.journal.commit({ accountId: 'a', books: booksOf(step) })
      }
      // Where nothing was removed, nothing is missing.
      await versions.prune({ ...everything, beforeMs: noon + 1 })
      expect((await versions.at(noon)).accounts).toMatchObject([{ books: { value: booksOf(0) } }])
      await versions.prune({ ...everything, beforeMs: noon + 3 * minuteMs })
    }
    await using store = await home.open(options)
    const versions = versionsOf(store)
    const [keptFromMs, untilMs] = [noon + 3 * minuteMs, nowMs]
    const removed = expect.objectContaining({ constructor: VersionsRemoved, keptFromMs })
    await expect(versions.at(noon + minuteMs)).rejects.toEqual(removed)
    await expect(versions.at(keptFromMs - 1, [])).rejects.toEqual(removed)
    await expect(versions.between({ afterMs: keptFromMs - 1, untilMs }, 10)).rejects.toEqual(removed)
    expect((await versions.at(keptFromMs)).accounts).toMatchObject([{ books: { value: booksOf(2) } }])
    expect(await versions.between({ afterMs: keptFromMs, untilMs }, 10)).toMatchObject([{ value: booksOf(5) }])

    await versions.prune({ beforeMs: 0, maxBytes: 0 })
    expect((await versions.at(nowMs)).accounts).toMatchObject([{ books: { value: booksOf(5) } }])
    await expect(versions.at(nowMs - 1)).rejects.toThrow(VersionsRemoved)
  })

  it('counts the bytes of what it keeps: of commits, of a past, and without what was removed', async () => {
    await using home = await makeHome()
    let nowMs = noon
    const options = { now: () => nowMs, keepsVersions: true }
    const nothing = { beforeMs: 0, maxBytes: Number.MAX_SAFE_INTEGER }
    /** As a start counts them anew. */
    const counted = async () => {
      await using store = await home.open(options)
      expect(versionsOf(store).keptBytes()).toBeNull()
      await versionsOf(store).prune(nothing)
      return versionsOf(store).keptBytes() ?? expect.fail()
    }
    let bytes: number | null
    {
      await using store = await home.open(options)
      const { journal } = store
      const versions = versionsOf(store)
      await journal.commit({ accountId: 'a', open: account('a'), books: booksOf(0) })
      await versions.prune(nothing)
      const before = versions.keptBytes() ?? expect.fail()
      const opened = { ...account('past'), openedAtMs: noon - msPerHour }
      const past = [
        { commit: { accountId: 'past', open: opened, books: booksOf(1) }, atMs: noon - msPerHour },
        { commit: { accountId: 'past', books: booksOf(2) }, atMs: nowMs + 1 },
      ]
      await journal.keepPast(past, never)
      expect(versions.keptBytes()).toBeGreaterThan(before)
      for (let step = 3; step < 20; step += 1) {
        nowMs += minuteMs
        await journal.commit({ accountId: 'a', books: booksOf(step) })
      }
      const all = versions.keptBytes() ?? expect.fail()
      while (await versions.prune({ ...nothing, beforeMs: nowMs }));
      bytes = versions.keptBytes()
      expect(bytes).toBeLessThan(all)
    }
    expect(await counted()).toBe(bytes)
  })

  it('begins with what a past ends with, as of when that was kept', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon, keepsVersions: true })
    const opened = { ...account('past'), openedAtMs: noon - msPerHour }
    const placed = order({ accountId: 'past' })
    const commits = [
      { commit: { accountId: 'past', open: opened, books: booksOf(0) }, atMs: noon - msPerHour },
      {
        commit: {
          accountId: 'past',
          orders: [placed],
          orderEvents: [newOrderEvent({ accountId: 'past', order: placed })],
          openOrderIds: [placed.id],
          books: booksOf(1),
        },
        atMs: noon - msPerHour / 2,
      },
    ]
    await store.journal.keepPast(commits, never)
    const versions = versionsOf(store)
    expect((await versions.at(noon - 1)).accounts).toEqual([])
    expect((await versions.at(noon)).accounts).toMatchObject([
      { account: { value: opened }, books: { value: booksOf(1) }, openOrders: [placed] },
    ])
  })
}
