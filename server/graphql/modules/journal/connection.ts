import type { Log, LogFilter } from '../../../storage/journal.js'
import { accountArg, pageRange, rangeArg, spanArgs } from '../../arguments.js'
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
export async function connection<
  T extends { readonly id: string; readonly reasoning?: string },
  Filter extends LogFilter,
>(
  services: Services,
  log: Log<T, Filter>,
  { account, symbol, from, to, first, after }: PageArgs,
  more: Omit<Filter, keyof LogFilter>,
) {
  const limit = rangeArg('first', first, pageRange)
  const { fromMs, toMs } = spanArgs(from, to)
  const filter = {
    ...more,
    ...(account != null && { accountId: accountArg(services, account) }),
    ...(symbol != null && { symbol }),
    ...(fromMs !== null && { fromMs }),
    ...(toMs !== null && { toMs }),
  } as Filter
  const page = await log.newestFirst(filter, { ...(after != null && { after }), limit })
  if (typeof page === 'string') throw cursorError(after ?? '')
  const nodes = upToText(page.items)
  const edges = nodes.map((node) => ({ cursor: node.id, node }))
  const pageInfo = {
    hasNextPage: page.hasMore || nodes.length < page.items.length,
    hasPreviousPage: after != null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
  return { edges, pageInfo }
}

/** A page ends with the node that brings its text to this, or one answer would hold the server up. */
const maxPageText = 1_000_000

function upToText<T extends { readonly reasoning?: string }>(items: readonly T[]): readonly T[] {
  let text = 0
  const last = items.findIndex(({ reasoning = '' }) => (text += reasoning.length) >= maxPageText)
  return last === -1 ? items : items.slice(0, last + 1)
}
