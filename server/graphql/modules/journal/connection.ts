import type { Log, LogFilter } from '../../../storage/journal.js'
import { accountArg, pageRange, rangeArg } from '../../arguments.js'
import type { Services } from '../../context.js'
import { cursorError } from './cursor-error.js'

/** The arguments that every connection has. */
export interface PageArgs {
  readonly account?: string | null
  readonly symbol?: string | null
  readonly from?: number | null
  readonly to?: number | null
  readonly first: number
  readonly after?: string | null
}

/** A page of a log as a Relay connection, newest first. `more` are the fields of the filter that only this log has. */
export async function connection<T extends { readonly id: string }, Filter extends LogFilter>(
  services: Services,
  log: Log<T, Filter>,
  { account, symbol, from, to, first, after }: PageArgs,
  more: Omit<Filter, keyof LogFilter>,
) {
  const limit = rangeArg('first', first, pageRange)
  const filter = {
    ...more,
    ...(account != null && { accountId: accountArg(services, account) }),
    ...(symbol != null && { symbol }),
    ...(from != null && { fromMs: from }),
    ...(to != null && { toMs: to }),
  } as Filter
  const page = await log.newestFirst(filter, { ...(after != null && { after }), limit })
  if (typeof page === 'string') throw cursorError(after ?? '')
  const edges = page.items.map((node) => ({ cursor: node.id, node }))
  const pageInfo = {
    hasNextPage: page.hasMore,
    hasPreviousPage: after != null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
  return { edges, pageInfo }
}
