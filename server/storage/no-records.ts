import type { Committed, Records } from './journal.js'

const emptyLog = {
  get: () => Promise.resolve(null),
  newestFirst: () => Promise.resolve({ items: [], hasMore: false }),
  oldestFirst: () => Promise.resolve([]),
  passes: () => true,
}

/** The logs of a journal that has nothing to read. */
export const noRecords: Records = {
  decisions: emptyLog,
  decisionsAsMade: emptyLog,
  scoreEvents: emptyLog,
  orders: emptyLog,
  orderEvents: emptyLog,
  fills: emptyLog,
  closedTrades: emptyLog,
}

/** A commit of which nobody is told anything. */
export const nothingCommitted: Committed = {
  decisions: [],
  fills: [],
  closedTrades: [],
  orders: [],
  orderEvents: [],
  scoreEvents: [],
}
