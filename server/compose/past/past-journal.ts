import type { UnixMs } from '../../domain/units.js'
import type { EquitySample, EquityStore } from '../../storage/equity-store.js'
import type { Commit, Journal, PastCommit, StoredAccount } from '../../storage/journal.js'
import { noRecords, nothingCommitted } from '../../storage/no-records.js'

/**
 * Gathers what the accounts of a desk do, for a store that keeps it later. It answers no reads but that of the accounts that there are
 * at first.
 */
export function pastStore(now: () => UnixMs, accounts: readonly StoredAccount[]) {
  const commits: PastCommit[] = []
  const books = new Map<string, object>()
  const samples: EquitySample[] = []
  const journal: Journal = {
    commit({ books: newBooks, ...commit }) {
      if (newBooks) books.set(commit.accountId, newBooks)
      if (isMore(commit)) commits.push({ commit, atMs: now() })
      return Promise.resolve(nothingCommitted)
    },
    wasKept: () => Promise.resolve(null),
    keepPast: () => Promise.resolve([]),
    holdPlace: () => Promise.reject(new Error('Nothing is kept here')),
    answerTo: () => Promise.resolve(null),
    accounts: () => Promise.resolve({ readable: accounts, unreadable: [] }),
    ...noRecords,
    recordsFor: () => noRecords,
  }
  const equity: EquityStore = {
    add(more) {
      samples.push(...more)
      return Promise.resolve()
    },
    bars: () => Promise.resolve([]),
    peak: () => Promise.resolve(null),
  }
  return {
    journal,
    equity,
    /** All of it, with the newest books of each account. */
    gathered() {
      const last = [...books].map(([accountId, newest]) => ({ commit: { accountId, books: newest }, atMs: now() }))
      return { commits: [...commits, ...last], samples }
    },
  }
}

/** Whether there is anything in it besides the books, of which the newest are enough. */
function isMore({ open, account, decisions, scores, orders, orderEvents, fills, closedTrades }: Commit): boolean {
  if (open || account) return true
  return [decisions, scores, orders, orderEvents, fills, closedTrades].some(
    (some) => some !== undefined && some.length > 0,
  )
}
