import { expect, it } from 'vitest'
import {
  account,
  newClosedTrade,
  newDecision,
  newFill,
  newOrderEvent,
  noonMs,
  order,
} from '../../support/store/records.js'
import { readBack } from '../../support/store/read-log.js'
import type { StoreHome } from '../../support/store/store-home.js'

export function describeCommits(makeHome: () => Promise<StoreHome>): void {
  it('answers with the records, their places and our time, and reads them back as they were', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noonMs })
    const { journal } = store
    const [decision, fill, trade] = [newDecision(), newFill(), newClosedTrade()]
    const placed = order({ decisionId: decision.id })
    const event = newOrderEvent({ order: placed })
    const committed = await journal.commit({
      accountId: 'a',
      open: account('a'),
      decisions: [decision],
      orders: [placed],
      orderEvents: [event],
      fills: [fill],
      closedTrades: [trade],
    })
    expect(committed).toEqual({
      decisions: [{ ...decision, seq: 1, recordedAtMs: noonMs }],
      orders: [placed],
      orderEvents: [{ ...event, seq: 1, recordedAtMs: noonMs }],
      fills: [{ ...fill, seq: 1, recordedAtMs: noonMs }],
      closedTrades: [{ ...trade, recordedAtMs: noonMs }],
    })
    expect(await readBack(journal.decisions, {})).toEqual(committed.decisions)
    expect(await readBack(journal.orders, {})).toEqual(committed.orders)
    expect(await readBack(journal.orderEvents, {})).toEqual(committed.orderEvents)
    expect(await readBack(journal.fills, {})).toEqual(committed.fills)
    expect(await readBack(journal.closedTrades, {})).toEqual(committed.closedTrades)
  })

  it('keeps an account as it is from a commit on', async () => {
    await using home = await makeHome()
    const changed = { ...account('a'), resets: 1, closedAtMs: noonMs }
    {
      await using store = await home.open()
      await store.journal.commit({ accountId: 'a', open: account('a') })
      await store.journal.commit({ accountId: 'a', account: changed })
      await store.journal.commit({ accountId: 'a', books: {} })
      await expect(store.journal.commit({ accountId: 'a', account: account('b') })).rejects.toThrow('changes b')
    }
    await using store = await home.open()
    expect((await store.journal.accounts()).map((one) => one.account)).toEqual([changed])
  })

  it('counts decisions, fills and order events of each account from 1, and goes on after it was opened again', async () => {
    await using home = await makeHome()
    for (const first of [1, 4]) {
      await using store = await home.open()
      const { journal } = store
      for (const accountId of ['a', 'b']) {
        if (first === 1) await journal.commit({ accountId, open: account(accountId) })
        const decisions = [newDecision({ accountId }), newDecision({ accountId })]
        const one = await journal.commit({
          accountId,
          decisions,
          fills: [newFill({ accountId })],
          orderEvents: [newOrderEvent({ accountId })],
        })
        const two = await journal.commit({
          accountId,
          decisions: [newDecision({ accountId })],
          fills: [newFill({ accountId }), newFill({ accountId })],
          orderEvents: [newOrderEvent({ accountId }), newOrderEvent({ accountId })],
        })
        expect([...one.decisions, ...two.decisions].map(({ seq }) => seq)).toEqual([first, first + 1, first + 2])
        expect([...one.orderEvents, ...two.orderEvents].map(({ seq }) => seq)).toEqual([first, first + 1, first + 2])
        expect([...one.fills, ...two.fills].map(({ seq }) => seq)).toEqual([first, first + 1, first + 2])
      }
    }
  })

  it('keeps the order in which commits were asked for, whether they were waited for or not', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    void journal.commit({ accountId: 'a', open: account('a') })
    void journal.commit({ accountId: 'b', open: account('b') })
    const asked = Array.from({ length: 450 }, (_, index) => newDecision({ accountId: index % 3 ? 'a' : 'b' }))
    await Promise.all(asked.map((one) => journal.commit({ accountId: one.accountId, decisions: [one] })))
    const read = (await readBack(journal.decisions, {})).toReversed()
    expect(read.map(({ id }) => id)).toEqual(asked.map(({ id }) => id))
    const ofA = read.filter(({ accountId }) => accountId === 'a')
    expect(ofA.map(({ seq }) => seq)).toEqual(ofA.map((_, index) => index + 1))
  })

  it('shows a commit to readers once it is answered', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await journal.commit({ accountId: 'a', open: account('a') })
    for (let round = 0; round < 20; round += 1) {
      const one = newDecision()
      await journal.commit({ accountId: 'a', decisions: [one] })
      expect(await journal.decisions.newestFirst({}, { limit: 1 })).toMatchObject({ items: [{ id: one.id }] })
    }
  })

  it('gives no record an earlier time than the one before, though the clock goes back', async () => {
    await using home = await makeHome()
    const times = [noonMs, noonMs - 60_000, noonMs + 5, noonMs - 1]
    for (const now of times) {
      await using store = await home.open({ now: () => now })
      const open = now === noonMs ? { open: account('a') } : {}
      await store.journal.commit({ accountId: 'a', ...open, decisions: [newDecision()], fills: [newFill()] })
    }
    await using store = await home.open()
    const recorded = (await readBack(store.journal.decisions, {})).toReversed().map(({ recordedAtMs }) => recordedAtMs)
    expect(recorded).toEqual([noonMs, noonMs, noonMs + 5, noonMs + 5])
  })

  it('tells what became of a decision from then on', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    const [one, other] = [newDecision({ outcome: 'OPEN' }), newDecision()]
    await journal.commit({ accountId: 'a', open: account('a'), decisions: [one, other] })
    const score = { outcome: 'STOP', pnlUsd: -12.5, rMultiple: -1.1, closedAtMs: noonMs + 1 } as const
    await journal.commit({ accountId: 'a', scores: new Map([[one.id, score]]) })
    expect(await readBack(journal.decisions, {})).toMatchObject([other, { ...one, ...score }])
    expect(await readBack(journal.decisions, { outcome: 'STOP' })).toMatchObject([{ id: one.id }])
    expect(await readBack(journal.decisions, { outcome: 'OPEN' })).toEqual([])
  })

  it('scores a decision in the commit that makes it', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    const one = newDecision()
    const score = { outcome: 'OPEN', pnlUsd: null, rMultiple: null, closedAtMs: null } as const
    const scores = new Map([[one.id, score]])
    const { decisions } = await journal.commit({ accountId: 'a', open: account('a'), decisions: [one], scores })
    expect(decisions).toMatchObject([{ ...one, ...score }])
    expect(await readBack(journal.decisions, { outcome: 'OPEN' })).toEqual(decisions)
  })

  it('leaves a known order at its place and tells it as it is now', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    const [first, second] = [order(), order()]
    await journal.commit({ accountId: 'a', open: account('a'), orders: [first] })
    await journal.commit({ accountId: 'a', orders: [second] })
    const filled = { ...first, status: 'FILLED', filledCoin: 0.5, averageFillPriceUsd: 83_000 } as const
    await journal.commit({ accountId: 'a', orders: [filled] })
    expect(await readBack(journal.orders, {})).toEqual([second, filled])
    expect(await readBack(journal.orders, { status: 'OPEN' })).toEqual([second])
  })
}
