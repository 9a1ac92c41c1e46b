import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decision, NewDecision } from '../../server/domain/decision.js'
import type { DecisionJournal } from '../../server/storage/decision-journal.js'

/** Opens an empty journal that keeps `capacity` decisions; `runId` tells one run of the server from another. */
export type CreateDecisionJournal = (options: { capacity: number; runId: string }) => Promise<DecisionJournal>

/** What every decision journal promises, wherever it keeps the decisions. */
export function describeDecisionJournal(name: string, create: CreateDecisionJournal): void {
  const open = (capacity = 1_000, runId = 'run') => create({ capacity, runId })

  describe(`${name} as a decision journal`, () => {
    it('answers a commit with the decision, its id, and its place in its account', async () => {
      const journal = await open()
      const [a1, b1, a2] = await commit(journal, 'a', 'b', 'a')
      expect(a1).toEqual({ ...decisionOf('a'), id: a1?.id, seq: 1 })
      expect([b1?.seq, a2?.seq]).toEqual([1, 2])
      expect(new Set([a1, b1, a2].map((one) => one?.id)).size).toBe(3)
    })

    it('keeps the order of commits that were not waited for', async () => {
      const journal = await open()
      const all = await Promise.all(['a', 'a', 'b', 'a'].map((account) => journal.append(decisionOf(account))))
      expect(all.map(({ seq }) => seq)).toEqual([1, 2, 1, 3])
      expect(await journal.newestFirst({ limit: 9 })).toEqual({ decisions: all.toReversed(), hasMore: false })
    })

    it('is empty before the first commit, and for accounts it never heard of', async () => {
      const journal = await open()
      expect(await journal.newestFirst({ limit: 5 })).toEqual({ decisions: [], hasMore: false })
      const [one] = await commit(journal, 'a')
      expect(await journal.newestFirst({ accountId: 'z', limit: 5 })).toEqual({ decisions: [], hasMore: false })
      expect(await journal.oldestFirst({ accountId: 'z', after: idOf(one), limit: 5 })).toEqual([])
    })

    it('reads back in time page by page, and says when there is no more', async () => {
      const journal = await open()
      const [first, second, third] = await commit(journal, 'a', 'a', 'a')
      expect(await journal.newestFirst({ limit: 2 })).toEqual({ decisions: [third, second], hasMore: true })
      expect(await journal.newestFirst({ limit: 2, after: idOf(second) })).toEqual({
        decisions: [first],
        hasMore: false,
      })
      expect(await journal.newestFirst({ limit: 2, after: idOf(first) })).toEqual({ decisions: [], hasMore: false })
      expect(await journal.newestFirst({ limit: 3 })).toMatchObject({ hasMore: false })
    })

    it('reads forward from a decision, itself left out', async () => {
      const journal = await open()
      const [first, second, third] = await commit(journal, 'a', 'b', 'a')
      expect(await journal.oldestFirst({ after: idOf(first), limit: 9 })).toEqual([second, third])
      expect(await journal.oldestFirst({ after: idOf(first), limit: 1 })).toEqual([second])
      expect(await journal.oldestFirst({ accountId: 'a', after: idOf(first), limit: 9 })).toEqual([third])
      expect(await journal.oldestFirst({ accountId: 'a', after: idOf(second), limit: 9 })).toEqual([third])
      expect(await journal.oldestFirst({ after: idOf(third), limit: 9 })).toEqual([])
    })

    it('knows none of the ids it never gave out', async () => {
      const journal = await open()
      const [one] = await commit(journal, 'a')
      const id = idOf(one)
      for (const after of ['', 'nonsense', `${id}0`, ` ${id}`, id.toUpperCase() + id, '-1', '1', 'run-', 'run-1e0']) {
        expect(await journal.newestFirst({ after, limit: 1 })).toBe('UNKNOWN_CURSOR')
        expect(await journal.oldestFirst({ after, limit: 1 })).toBe('UNKNOWN_CURSOR')
      }
    })

    it('gives out ids that no other run gives out', async () => {
      const [monday, tuesday] = [await open(10, 'monday'), await open(10, 'tuesday')]
      const [[mine], [theirs]] = [await commit(monday, 'a'), await commit(tuesday, 'a')]
      expect(mine?.id).not.toBe(theirs?.id)
      expect(await monday.oldestFirst({ after: idOf(theirs), limit: 1 })).toBe('UNKNOWN_CURSOR')
    })

    it('forgets the oldest beyond its capacity, and tells a forgotten id from an unknown one', async () => {
      const journal = await open(2)
      const [first, second, third] = await commit(journal, 'a', 'b', 'a')
      expect(await journal.newestFirst({ limit: 9 })).toEqual({ decisions: [third, second], hasMore: false })
      expect(await journal.newestFirst({ accountId: 'a', limit: 9 })).toEqual({ decisions: [third], hasMore: false })
      expect(await journal.oldestFirst({ after: idOf(first), limit: 9 })).toBe('CURSOR_TOO_OLD')
      expect(await journal.newestFirst({ after: idOf(first), limit: 9 })).toBe('CURSOR_TOO_OLD')
      expect((await commit(journal, 'a'))[0]?.seq).toBe(3)
    })

    it('pages over everything kept, once and in order, whatever was committed', async () => {
      const anyHistory = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 })
      const anyAccount = fc.constantFrom(undefined, 'a', 'b')
      await fc.assert(
        fc.asyncProperty(
          anyHistory,
          anyAccount,
          fc.nat(6),
          fc.integer({ min: 1, max: 30 }),
          async (history, account, page, capacity) => {
            const journal = await open(capacity)
            const kept = (await commit(journal, ...history)).slice(-capacity)
            const wanted = kept.filter(({ accountId }) => account === undefined || accountId === account)
            expect(await readBack(journal, account, page + 1)).toEqual(wanted.toReversed())
            const [oldest] = kept
            if (oldest) {
              expect(await readForward(journal, account, page + 1, oldest)).toEqual(
                wanted.filter((one) => one !== oldest),
              )
            }
          },
        ),
      )
    })
  })
}

async function readBack(journal: DecisionJournal, accountId: string | undefined, limit: number): Promise<Decision[]> {
  const read: Decision[] = []
  for (;;) {
    const after = read.at(-1)?.id
    const page = await journal.newestFirst({ ...(accountId && { accountId }), ...(after && { after }), limit })
    if (typeof page === 'string') throw new Error(page)
    read.push(...page.decisions)
    if (!page.hasMore) return read
    expect(page.decisions).toHaveLength(limit)
  }
}

async function readForward(
  journal: DecisionJournal,
  accountId: string | undefined,
  limit: number,
  from: Decision,
): Promise<Decision[]> {
  const read: Decision[] = []
  for (;;) {
    const after = (read.at(-1) ?? from).id
    const page = await journal.oldestFirst({ ...(accountId && { accountId }), after, limit })
    if (typeof page === 'string') throw new Error(page)
    read.push(...page)
    if (page.length < limit) return read
  }
}

async function commit(journal: DecisionJournal, ...accountIds: string[]): Promise<Decision[]> {
  const committed: Decision[] = []
  for (const accountId of accountIds) committed.push(await journal.append(decisionOf(accountId)))
  return committed
}

function idOf(decision: Decision | undefined): string {
  if (!decision) throw new Error('There is no such decision')
  return decision.id
}

function decisionOf(accountId: string): NewDecision {
  return {
    accountId,
    asOf: 1_700_000_000_000,
    source: 'SIMULATED',
    freshness: 'LIVE',
    symbol: 'BTC-PERPETUAL',
    action: 'BUY_TO_ENTER',
    confidence: 0.7,
    reasoning: 'A test.',
    model: 'test-1',
    quantityCoin: 0.5,
    leverage: 2,
    stopLossUsd: null,
    profitTargetUsd: 90_000.5,
    invalidation: null,
    executed: true,
    fillPriceUsd: 84_000,
    feeUsd: 21,
    error: null,
  }
}
