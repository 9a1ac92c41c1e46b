import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Decision } from '../../../server/domain/decision.js'
import type { DecisionFilter, Journal, LogFilter, RecordLog } from '../../../server/storage/journal.js'
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

const accountIds = ['a', 'b', 'c'] as const
const symbols = ['BTC-PERPETUAL', 'ETH-PERPETUAL'] as const
const actions = ['BUY_TO_ENTER', 'HOLD', 'CLOSE'] as const
const outcomes = ['TARGET', 'STOP', null] as const

const anyHistory = fc.array(
  fc.record({
    accountId: fc.constantFrom(...accountIds),
    symbol: fc.constantFrom(...symbols),
    action: fc.constantFrom(...actions),
    outcome: fc.constantFrom(...outcomes),
    /** By how much our clock went on before it. */
    elapsedMs: fc.constantFrom(0, 0, 1, 5),
  }),
  { maxLength: 40 },
)

const partly = { outcome: 'OPEN', pnlUsd: 2, rMultiple: null, closedAtMs: null } as const

const anyTimeMs = fc.integer({ min: noon - 2, max: noon + 100 })

const anyFilter = fc.record(
  {
    accountId: fc.array(fc.constantFrom(...accountIds, 'z', '\0'), { maxLength: 4 }),
    exceptAccountId: fc.array(fc.constantFrom(...accountIds, 'z'), { maxLength: 2 }),
    symbol: fc.array(fc.constantFrom(...symbols, 'SOL', '\ud800'), { maxLength: 4 }),
    action: fc.array(fc.constantFrom(...actions), { maxLength: 4 }),
    outcome: fc.array(fc.constantFrom('TARGET' as const, 'STOP' as const, 'OPEN' as const), { maxLength: 4 }),
    fromMs: anyTimeMs,
    toMs: anyTimeMs,
  },
  { requiredKeys: [] },
)

export function describePages(makeHome: () => Promise<StoreHome>): void {
  it('pages over everything that passes the filter, once and in order, both ways', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory,
        fc.array(anyFilter, { minLength: 5, maxLength: 10 }),
        fc.integer({ min: 1, max: 7 }),
        async (history, filters, limit) => {
          await using home = await makeHome()
          let nowMs = noon
          await using store = await home.open({ now: () => nowMs })
          const { journal } = store
          await openAll(journal)
          const kept: Decision[] = []
          for (const { elapsedMs, ...fields } of history) {
            nowMs += elapsedMs
            const { decisions } = await journal.commit({
              accountId: fields.accountId,
              decisions: [newDecision(fields)],
            })
            kept.push(...decisions)
          }
          for (const filter of filters) {
            const wanted = kept.filter((one) => passes(one, filter))
            const { fromMs: _from, toMs: _to, ...untimed } = filter
            expect(kept.filter((one) => journal.decisions.passes(one, untimed))).toEqual(
              kept.filter((one) => passes(one, untimed)),
            )
            expect(await readBack(journal.decisions, filter, limit)).toEqual(wanted.toReversed())
            const middle = kept[Math.floor(kept.length / 2)]
            if (!middle) continue
            const from = { from: middle.id, limit }
            if (filter.exceptAccountId?.some((id) => id === middle.accountId)) {
              await expect(readForward(journal.decisions, filter, from)).rejects.toThrow()
              const on = await journal.decisions.oldestFirst(filter, { after: middle.id, limit, goesOn: true })
              expect(on).toEqual(wanted.filter((one) => kept.indexOf(one) > kept.indexOf(middle)).slice(0, limit))
              continue
            }
            const behind = wanted.filter((one) => kept.indexOf(one) > kept.indexOf(middle))
            expect(await readForward(journal.decisions, filter, from)).toEqual(behind)
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  it('filters orders, their events, fills, closed trades and scores as well', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs })
    const { journal } = store
    await openAll(journal)
    for (const accountId of accountIds) {
      for (const symbol of symbols) {
        nowMs += 10
        const decision = newDecision({ accountId, symbol, outcome: 'OPEN' })
        await journal.commit({
          accountId,
          orders: [order({ accountId, symbol }), order({ accountId, symbol, status: 'FILLED' })],
          fills: [newFill({ accountId, symbol })],
          closedTrades: [newClosedTrade({ accountId, symbol, outcome: 'STOP' }), newClosedTrade({ accountId, symbol })],
          orderEvents: [
            newOrderEvent({ accountId, symbol, order: order({ accountId, symbol }) }),
            newOrderEvent({ accountId, symbol, order: order({ accountId, symbol, status: 'FILLED' }) }),
          ],
          decisions: [decision],
          scores: [
            newScore({ accountId, decisionId: decision.id, score: partly }),
            newScore({ accountId, decisionId: decision.id }),
          ],
        })
      }
    }
    const counts = async <F extends LogFilter>(log: RecordLog<{ id: string }, F>, filters: readonly NoInfer<F>[]) =>
      Promise.all(filters.map(async (filter) => (await readBack(log, filter)).length))
    const window = { fromMs: noon + 20, toMs: noon + 40 }
    const common: LogFilter[] = [
      {},
      { accountId: ['a'] },
      { symbol: ['BTC-PERPETUAL'] },
      window,
      { ...window, accountId: ['a'] },
      { accountId: ['c', 'a', 'c'] },
      { symbol: [] },
    ]
    expect(await counts(journal.fills, common)).toEqual([6, 2, 3, 2, 1, 4, 0])
    expect(await counts(journal.orders, [...common, { status: ['OPEN'] }])).toEqual([12, 4, 6, 4, 2, 8, 0, 6])
    expect(await counts(journal.orderEvents, [...common, { status: ['OPEN'] }])).toEqual([12, 4, 6, 4, 2, 8, 0, 6])
    expect(await counts(journal.scoreEvents, [...common, { outcome: ['STOP'] }])).toEqual([12, 4, 6, 4, 2, 8, 0, 6])
    expect(await counts(journal.scoreEvents, [{ action: ['HOLD'] }, { action: ['BUY_TO_ENTER'] }])).toEqual([0, 12])
    expect(await counts(journal.orders, [{ accountId: ['b'], status: ['CANCELLED'] }])).toEqual([0])
    expect(await counts(journal.closedTrades, [...common, { outcome: ['STOP'] }])).toEqual([12, 4, 6, 4, 2, 8, 0, 6])
  })

  it('says when there is no more', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await openAll(journal)
    expect(await journal.decisions.newestFirst({}, { limit: 2 })).toEqual({ items: [], hasMore: false })
    const { decisions } = await journal.commit({ accountId: 'a', decisions: [newDecision(), newDecision()] })
    const [older, newer] = decisions
    expect(await journal.decisions.newestFirst({}, { limit: 1 })).toEqual({ items: [newer], hasMore: true })
    expect(await journal.decisions.newestFirst({}, { limit: 2 })).toEqual({ items: [newer, older], hasMore: false })
    const behind = { after: older?.id ?? '', limit: 2 }
    expect(await journal.decisions.newestFirst({}, behind)).toEqual({ items: [], hasMore: false })
  })

  it('knows none of the ids that it never gave out, and those of one log are not of another', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await openAll(journal)
    const { fills } = await journal.commit({ accountId: 'a', fills: [newFill()], decisions: [newDecision()] })
    const id = fills[0]?.id ?? ''
    for (const after of ['', 'nonsense', '1', `${id}0`, ` ${id}`, id.toUpperCase(), '\0', `${id}\0`, '\ud800', "'"]) {
      expect(await journal.fills.newestFirst({}, { after, limit: 1 })).toBe('UNKNOWN_CURSOR')
      expect(await journal.fills.oldestFirst({}, { after, limit: 1 })).toBe('UNKNOWN_CURSOR')
    }
    expect(await journal.decisions.newestFirst({}, { after: id, limit: 1 })).toBe('UNKNOWN_CURSOR')
  })

  it('reads the events of orders and decisions from one of these on, with those of its own commit', async () => {
    await using home = await makeHome()
    let nowMs = noon
    await using store = await home.open({ now: () => nowMs })
    const { journal } = store
    await openAll(journal)
    const events: { orders: string[]; scores: string[] } = { orders: [], scores: [] }
    const made = ['a', 'b', 'a'].map((accountId) => ({
      placed: order({ accountId }),
      decision: newDecision({ accountId, outcome: 'OPEN' }),
    }))
    for (const { placed, decision } of made) {
      nowMs += 10
      const { accountId } = placed
      const event = newOrderEvent({ accountId, order: placed })
      const score = newScore({ accountId, decisionId: decision.id, score: partly })
      const commit = { accountId, orders: [placed], orderEvents: [event], decisions: [decision], scores: [score] }
      await journal.commit(commit)
      events.orders.push(event.id)
      events.scores.push(score.id)
    }
    for (const [n, { placed, decision }] of made.entries()) {
      const ordersSince = await readForward(journal.orderEvents, {}, { from: placed.id, limit: 2 })
      expect(ordersSince.map(({ id }) => id)).toEqual(events.orders.slice(n))
      const scoresSince = await readForward(journal.scoreEvents, {}, { from: decision.id, limit: 2 })
      expect(scoresSince.map(({ id }) => id)).toEqual(events.scores.slice(n))
    }
    nowMs += 10
    const last = { placed: order(), decision: newDecision() }
    await journal.commit({ accountId: 'a', orders: [last.placed], decisions: [last.decision] })
    expect(await journal.orderEvents.oldestFirst({}, { after: last.placed.id, limit: 5 })).toEqual([])
    expect(await journal.scoreEvents.oldestFirst({}, { after: last.decision.id, limit: 5 })).toEqual([])

    const hidden = { exceptAccountId: ['b'] }
    const [, { placed, decision } = last] = made
    expect(await journal.orderEvents.oldestFirst(hidden, { after: placed.id, limit: 5 })).toBe('UNKNOWN_CURSOR')
    expect(await journal.scoreEvents.oldestFirst(hidden, { after: decision.id, limit: 5 })).toBe('UNKNOWN_CURSOR')
    expect(await journal.fills.oldestFirst({}, { after: placed.id, limit: 5 })).toBe('UNKNOWN_CURSOR')
  })

  it('knows no cursor of an account whose records are left out, in any log and whatever else is asked for', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await openAll(journal)
    const [a, b] = [newDecision(), newDecision({ accountId: 'b' })]
    await journal.commit({ accountId: 'a', decisions: [a] })
    await journal.commit({ accountId: 'b', decisions: [b] })
    for (const filter of [{}, { accountId: ['a'] }, { symbol: ['BTC-PERPETUAL'] }]) {
      const left = { ...filter, exceptAccountId: ['b'] }
      expect(await journal.decisions.newestFirst(left, { after: b.id, limit: 5 })).toBe('UNKNOWN_CURSOR')
      expect(await journal.decisionsAsMade.oldestFirst(left, { after: b.id, limit: 5 })).toBe('UNKNOWN_CURSOR')
      expect(await journal.decisions.newestFirst(left, { limit: 5 })).toMatchObject({ items: [{ id: a.id }] })
    }
  })

  it('takes a cursor that the filter itself leaves out', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    const { journal } = store
    await openAll(journal)
    const [a, b] = [newDecision(), newDecision({ accountId: 'b' })]
    await journal.commit({ accountId: 'a', decisions: [a] })
    await journal.commit({ accountId: 'b', decisions: [b] })
    const page = await journal.decisions.newestFirst({ accountId: ['a'] }, { after: b.id, limit: 5 })
    expect(page).toMatchObject({ items: [{ id: a.id }], hasMore: false })
  })
}

function passes(decision: Decision, filter: DecisionFilter): boolean {
  const { accountId, exceptAccountId = [], symbol, action, outcome, fromMs = -Infinity, toMs = Infinity } = filter
  const any = (wanted: readonly unknown[] | undefined, value: unknown) => wanted === undefined || wanted.includes(value)
  return (
    any(accountId, decision.accountId) &&
    !exceptAccountId.includes(decision.accountId) &&
    any(symbol, decision.symbol) &&
    any(action, decision.action) &&
    any(outcome, decision.outcome) &&
    decision.recordedAtMs >= fromMs &&
    decision.recordedAtMs < toMs
  )
}

async function openAll(journal: Journal): Promise<void> {
  for (const id of accountIds) await journal.commit({ accountId: id, open: account(id) })
}
