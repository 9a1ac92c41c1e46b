import type { Journal, Records } from '../../server/storage/journal.js'

const nothing = {
  get: () => Promise.resolve(null),
  newestFirst: () => Promise.resolve({ items: [], hasMore: false }),
  oldestFirst: () => Promise.resolve([]),
  passes: () => true,
}

const records: Records = {
  decisions: nothing,
  decisionsAsMade: nothing,
  scoreEvents: nothing,
  orders: nothing,
  orderEvents: nothing,
  fills: nothing,
  closedTrades: nothing,
}

/** A journal that keeps nothing and takes no time; who asks for a commit of orders or fills has a benchmark gone wrong. */
export const keptNowhere: Journal = {
  commit({ accountId, orders = [], fills = [] }) {
    if (orders.length + fills.length > 0) return Promise.reject(new Error(`${accountId} traded`))
    return Promise.resolve({
      decisions: [],
      fills: [],
      closedTrades: [],
      orders: [],
      orderEvents: [],
      scoreEvents: [],
    })
  },
  wasKept: () => Promise.resolve(null),
  keepPast: () => Promise.resolve([]),
  answerTo: () => Promise.resolve(null),
  accounts: () => Promise.resolve({ readable: [], unreadable: [] }),
  ...records,
  recordsFor: () => records,
}
