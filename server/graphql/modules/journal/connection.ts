import type { GraphQLResolveInfo } from 'graphql'
import { ranges } from '../../../domain/limits.js'
import type { DecisionFilter, OrderFilter, RecordLog, Records } from '../../../storage/journal.js'
import type { AccountReader } from '../../../trading/account-reader.js'
import { accountArg, rangeArg, spanArgs } from '../../arguments.js'
import { connectionEdges } from '../../connection-edges.js'
import type { GraphqlContext } from '../../context.js'
import { accountsOf } from '../../timeline.js'
import { cursorError } from './cursor-error.js'
import { filterOf, type FilterArgs } from './filter.js'

/** The arguments of a connection. */
export interface PageArgs extends FilterArgs {
  readonly from?: number | null
  readonly to?: number | null
  readonly first: number
  readonly after?: string | null
}

interface Item {
  readonly id: string
  readonly accountId: string
}

type PagedLog<T> = Pick<RecordLog<T, DecisionFilter & OrderFilter>, 'newestFirst'>

/** The query field of a log. */
export function pagesOf<T extends Item>(logOf: (records: Records) => PagedLog<T>) {
  return (_root: unknown, args: PageArgs, context: GraphqlContext, info: GraphQLResolveInfo) => {
    const accounts = accountsOf(context, info)
    return connection(accounts, logOf(accounts.records), args)
  }
}

/** A page of a log as a Relay connection, newest first. */
export async function connection<T extends Item>(
  accounts: AccountReader,
  log: PagedLog<T>,
  { from, to, first, after, ...filters }: PageArgs,
) {
  const limit = rangeArg('first', first, ranges.page)
  const { fromMs, toMs } = spanArgs(from, to)
  const filter = {
    ...filterOf(accounts, filters),
    ...(fromMs !== null && { fromMs }),
    ...(toMs !== null && { toMs }),
  }
  const page = await log.newestFirst(filter, { ...(after != null && { after }), limit })
  // An account may have become private while the store was asked.
  filter.accountId?.forEach((id) => accountArg(accounts, id))
  if (typeof page === 'string') throw cursorError(after ?? '')
  const nodes = upToBytes(page.items, accounts)
  const hasMore = page.hasMore || nodes.length < page.items.length
  return connectionEdges(nodes, ({ id }) => id, { hasMore, after })
}

/** Many clients take no answer of more than 1 MiB. This leaves some room for what stands around the edges. */
const maxPageBytes = 1_000_000
/** The rest of an edge besides node, cursor and account: names of fields, and times as text. */
const edgeBytes = 256

/** The first items that fit into `maxPageBytes` of JSON with all their fields. At least one. */
function upToBytes<T extends Item>(items: readonly T[], accounts: AccountReader): readonly T[] {
  const accountBytes = new Map<string, number>()
  const ofAccount = (item: Item) => {
    const known = accountBytes.get(item.accountId) ?? bytesOf(accounts.accountOf(item))
    accountBytes.set(item.accountId, known)
    return known
  }
  let bytes = 0
  const over = items.findIndex((item) => {
    bytes += bytesOf(item) + bytesOf(item.id) + ofAccount(item) + edgeBytes
    return bytes > maxPageBytes
  })
  return over === -1 ? items : items.slice(0, Math.max(1, over))
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}
