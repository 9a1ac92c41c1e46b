import type { AccountSet } from '../domain/account-set.js'
import { maxFilterCombinations } from '../domain/limits.js'
import type { LogFilter, RecordLog, Records } from '../storage/journal.js'
import type { AccountVisibility } from './visibility.js'

/** The records of the accounts that a reader sees. */
export function seenRecords(records: Records, visibility: AccountVisibility, readable: AccountSet): Records {
  const seen = <T extends { readonly accountId: string }, Filter extends LogFilter>(log: RecordLog<T, Filter>) =>
    seenLog(log, visibility, readable)
  return {
    decisions: seen(records.decisions),
    decisionsAsMade: seen(records.decisionsAsMade),
    scoreEvents: seen(records.scoreEvents),
    orders: seen(records.orders),
    orderEvents: seen(records.orderEvents),
    fills: seen(records.fills),
    closedTrades: seen(records.closedTrades),
  }
}

function seenLog<T extends { readonly accountId: string }, Filter extends LogFilter>(
  log: RecordLog<T, Filter>,
  visibility: AccountVisibility,
  readable: AccountSet,
): RecordLog<T, Filter> {
  const isSeen = ({ accountId }: T) => visibility.sees(readable, accountId)
  const seenBy = (filter: Filter) => onlySeen(filter, visibility.seenAndHidden(readable))
  return {
    async get(id) {
      const record = await log.get(id)
      return record && isSeen(record) ? record : null
    },
    async newestFirst(filter, place) {
      const page = await log.newestFirst(seenBy(filter), place)
      // An account may have become private while the store was asked.
      return typeof page === 'string' ? page : { ...page, items: page.items.filter(isSeen) }
    },
    oldestFirst: (filter, place) => log.oldestFirst(seenBy(filter), place),
    passes: (record, filter) => log.passes(record, filter),
  }
}

/** When the reader sees few accounts, the filter names these: then an index serves the query. Otherwise it leaves out the hidden ones. */
function onlySeen<Filter extends LogFilter>(
  filter: Filter,
  { seen, hidden }: ReturnType<AccountVisibility['seenAndHidden']>,
): Filter {
  if (hidden.length === 0) return filter
  const lists = Object.values(filter).filter(Array.isArray)
  const combinations = lists.reduce((product, { length }) => product * length, seen.length)
  const isFew = filter.accountId === undefined && combinations <= maxFilterCombinations
  return { ...filter, ...(isFew && { accountId: seen }), exceptAccountId: hidden }
}
