import { expect, it } from 'vitest'
import type { Commit } from '../../../server/storage/journal.js'
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

export function describeAtomicity(makeHome: () => Promise<StoreHome>): void {
  const kept = { decision: newDecision(), order: order({ accountId: 'b' }) }

  /** A commit that is right up to its last part; each of these makes it wrong. */
  const faults: Record<string, Partial<Commit>> = {
    'an account that was never opened': { accountId: 'z', decisions: [newDecision({ accountId: 'z' })], orders: [] },
    'an account opened twice': { open: account('a') },
    'a decision whose id is kept already': { decisions: [newDecision(), { ...kept.decision, reasoning: 'Another.' }] },
    'an order of another account': { orders: [order(), { ...kept.order, accountId: 'a' }] },
    'an order event of another account': { orderEvents: [newOrderEvent({ accountId: 'b' })] },
    'a record of another account': { fills: [newFill({ accountId: 'b' })] },
    'a score of an unknown decision': { scores: [newScore({ decisionId: 'nobody' })] },
    'a score of another account': { scores: [newScore({ accountId: 'b', decisionId: kept.decision.id })] },
    'a number that is none': { closedTrades: [newClosedTrade({ pnlUsd: NaN })] },
    'books with a number that is none': { books: { cash: Infinity } },
    'an answer with a number that is none': { idempotency: { key: 'k', fingerprint: 'f', answer: { cash: NaN } } },
  }

  it.each(Object.entries(faults))(
    'leaves nothing of a commit with %s, and all of those beside it',
    async (_, fault) => {
      await using home = await makeHome()
      await using store = await home.open()
      const { journal } = store
      await journal.commit({ accountId: 'a', open: account('a'), decisions: [kept.decision], books: { cash: 1 } })
      await journal.commit({ accountId: 'b', open: account('b'), orders: [kept.order] })
      const right = () => ({ decisions: [newDecision()], orders: [order()], fills: [newFill()], books: { cash: 2 } })
      const [before, after] = [newDecision({ accountId: 'b' }), newDecision({ accountId: 'b' })]
      const [one, failed, other] = await Promise.allSettled([
        journal.commit({ accountId: 'b', decisions: [before] }),
        journal.commit({ accountId: 'a', ...right(), ...fault }),
        journal.commit({ accountId: 'b', decisions: [after] }),
      ])
      expect([one.status, failed.status, other.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(failed).not.toMatchObject({ reason: { name: 'StoreUnavailable' } })

      const ids = (await readBack(journal.decisions, {})).map(({ id }) => id)
      expect(ids).toEqual([after.id, before.id, kept.decision.id])
      expect(await readBack(journal.orders, {})).toEqual([kept.order])
      expect(await readBack(journal.fills, {})).toEqual([])
      expect(await readBack(journal.closedTrades, {})).toEqual([])
      expect(await readBack(journal.scoreEvents, {})).toEqual([])
      expect(await journal.answerTo('a', 'k')).toBeNull()
      expect((await journal.accounts()).readable.map(({ books }) => books)).toEqual([{ cash: 1 }, null])
      const next = await journal.commit({ accountId: 'a', decisions: [newDecision()] })
      expect(next.decisions[0]?.seq).toBe(2)
    },
  )
}
