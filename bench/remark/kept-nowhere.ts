import type { Journal } from '../../server/storage/journal.js'
import { noRecords, nothingCommitted } from '../../server/storage/no-records.js'

/** A journal that keeps nothing and takes no time; who asks for a commit of orders or fills has a benchmark gone wrong. */
export const keptNowhere: Journal = {
  commit({ accountId, orders = [], fills = [] }) {
    if (orders.length + fills.length > 0) return Promise.reject(new Error(`${accountId} traded`))
    return Promise.resolve(nothingCommitted)
  },
  wasKept: () => Promise.resolve(null),
  keepPast: () => Promise.resolve([]),
  holdPlace: () => Promise.reject(new Error('Nothing is kept')),
  answerTo: () => Promise.resolve(null),
  accounts: () => Promise.resolve({ readable: [], unreadable: [] }),
  ...noRecords,
  recordsFor: () => noRecords,
}
