import { expect, it } from 'vitest'
import { noon } from '../../support/builders.js'
import { readBack } from '../../support/store/read-log.js'
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

export function describeCommits(makeHome: () => Promise<StoreHome>): void {
  it('answers with the records, their places and our time, and reads them back as they were', async () => {
    await using home = await makeHome()
    await using store = await home.open({ now: () => noon })
    const { journal } = store
    const [decision, fill, trade] = [newDecision(), newFill(), newClosedTrade()]
    const placed = order({ decisionId: decision.id })
    const event = newOrderEvent({ order: placed })
    const score = newScore({ decisionId: decision.id })
    const committed = await journal.commit({
      accountId: 'a',
      open: account('a'),
      decisions: [decision],
      orders: [placed],
      orderEvents: [event],
      fills: [fill],
      closedTrades: [trade],
      scores: [score],
    })
    expect(committed).toEqual({
      decisions: [{ ...decision, seq: 1, recordedAtMs: noon }],
      orders: [placed],
      orderEvents: [{ ...event, seq: 1, recordedAtMs: noon }],
      fills: [{ ...fill, seq: 1, recordedAtMs: noon }],
      closedTrades: [{ ...trade, seq: 1, recordedAtMs: noon }],
      scoreEvents: [
        {
          id: score.id,
          accountId: 'a',
          seq: 1,
          symbol: decision.symbol,
          action: decision.action,
          outcome: 'STOP',
          decision: { ...decision, ...score.score, seq: 1, recordedAtMs: noon },
          recordedAtMs: noon,
        },
      ],
    })
    expect(await readBack(journal.decisions, {})).toEqual([committed.scoreEvents[0]?.decision])
    expect(await readBack(journal.decisionsAsMade, {})).toEqual(committed.decisions)
    expect(await readBack(journal.scoreEvents, {})).toEqual(committed.scoreEvents)
    expect(await readBack(journal.orders, {})).toEqual(committed.orders)
    expect(await readBack(journal.orderEvents, {})).toEqual(committed.orderEvents)
    expect(await readBack(journal.fills, {})).toEqual(committed.fills)
    expect(await readBack(journal.closedTrades, {})).toEqual(committed.closedTrades)
  })

  it('keeps an account as it is from a commit on', async () => {
    await using home = await makeHome()
    const changed = { ...account('a'), resets: 1, closedAtMs: noon }
    {
      await using store = await home.open()
      await store.journal.commit({ accountId: 'a', open: account('a') })
      await store.journal.commit({ accountId: 'a', account: changed })
      await store.journal.commit({ accountId: 'a', books: {} })
      await expect(store.journal.commit({ accountId: 'a', account: account('b') })).rejects.toThrow('changes b')
    }
    await using store = await home.open()
    expect((await store.journal.accounts()).readable.map((one) => one.account)).toEqual([changed])
  })

  it('counts the records of each kind of each account from 1, and goes on after it was opened again', async () => {
    await using home = await makeHome()
    for (const first of [1, 4]) {
      await using store = await home.open()
      const { journal } = store
      for (const accountId of ['a', 'b']) {
        if (first === 1) await journal.commit({ accountId, open: account(accountId) })
        const recordsOf = (decisionId: string) => ({
          fills: [newFill({ accountId })],
          orderEvents: [newOrderEvent({ accountId })],
          closedTrades: [newClosedTrade({ accountId })],
          scores: [newScore({ accountId, decisionId })],
        })
        const [d1, d2, d3] = [newDecision({ accountId }), newDecision({ accountId }), newDecision({ accountId })]
        const one = await journal.commit({ accountId, decisions: [d1], ...recordsOf(d1.id) })
        const [second, third] = [recordsOf(d2.id), recordsOf(d3.id)]
        const two = await journal.commit({
          accountId,
          decisions: [d2, d3],
          fills: [...second.fills, ...third.fills],
          orderEvents: [...second.orderEvents, ...third.orderEvents],
          closedTrades: [...second.closedTrades, ...third.closedTrades],
          scores: [...second.scores, ...third.scores],
        })
        for (const kind of ['decisions', 'fills', 'orderEvents', 'closedTrades', 'scoreEvents'] as const) {
          const seqs = [...one[kind], ...two[kind]].map(({ seq }) => seq)
          expect(seqs, kind).toEqual([first, first + 1, first + 2])
        }
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
    const times = [noon, noon - 60_000, noon + 5, noon - 1]
    for (const now of times) {
      await using store = await home.open({ now: () => now })
      const open = now === noon ? { open: account('a') } : {}
      await store.journal.commit({ accountId: 'a', ...open, decisions: [newDecision()], fills: [newFill()] })
    }
    await using store = await home.open()
    const recorded = (await readBack(store.journal.decisions, {})).toReversed().map(({ recordedAtMs }) => recordedAtMs)
    expect(recorded).toEqual([noon, noon, noon + 5, noon + 5])
  })

  it('tells what became of a decision from then on, and of each change as it was', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    const [one, other] = [newDecision({ outcome: 'OPEN' }), newDecision()]
    await journal.commit({ accountId: 'a', open: account('a'), decisions: [one, other] })
    const partly = { outcome: 'OPEN', pnlUsd: 2, rMultiple: null, closedAtMs: null } as const
    const [first, last] = [newScore({ decisionId: one.id, score: partly }), newScore({ decisionId: one.id })]
    const { scoreEvents } = await journal.commit({ accountId: 'a', scores: [first, last] })
    expect(scoreEvents).toMatchObject([
      { id: first.id, outcome: 'OPEN', decision: { ...one, ...partly } },
      { id: last.id, outcome: 'STOP', decision: { ...one, ...last.score } },
    ])
    expect(await readBack(journal.scoreEvents, {})).toEqual(scoreEvents.toReversed())
    expect(await journal.scoreEvents.get(first.id)).toEqual(scoreEvents[0])
    expect(await readBack(journal.scoreEvents, { outcome: ['OPEN'] })).toMatchObject([{ id: first.id }])
    expect(await readBack(journal.decisions, {})).toMatchObject([other, { ...one, ...last.score }])
    expect(await readBack(journal.decisions, { outcome: ['STOP'] })).toMatchObject([{ id: one.id }])
    expect(await readBack(journal.decisions, { outcome: ['OPEN'] })).toEqual([])
  })

  it('keeps how a decision was made beside what became of it', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    const made = [newDecision({ outcome: 'OPEN' }), newDecision()]
    const scores = [newScore({ decisionId: made[0]?.id ?? '' })]
    const { decisions } = await journal.commit({ accountId: 'a', open: account('a'), decisions: made, scores })
    expect(decisions).toMatchObject(made)
    expect(await readBack(journal.decisionsAsMade, {})).toEqual(decisions.toReversed())
    expect(await readBack(journal.decisionsAsMade, { outcome: ['OPEN'] })).toEqual(decisions.slice(0, 1))
    expect(await readBack(journal.decisionsAsMade, { outcome: ['STOP'] })).toEqual([])
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
    expect(await readBack(journal.orders, { status: ['OPEN'] })).toEqual([second])
  })
}
