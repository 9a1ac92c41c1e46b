import { ranges } from '../../../domain/limits.js'
import type { UnixMs } from '../../../domain/units.js'
import { rangeArg, spanArgs } from '../../arguments.js'
import { connectionEdges } from '../../connection-edges.js'
import { cursorError } from '../journal/cursor-error.js'

/** The arguments of a page of what has intervals. */
interface IntervalPageArgs {
  readonly from?: number | null
  readonly to?: number | null
  readonly first: number
  readonly after?: string | null
}

/** Which intervals the arguments name. Throws an `apiError`. */
export function intervalPageArgs({ from, to, first: most, after }: IntervalPageArgs, lengthMs: number) {
  const first = rangeArg('first', most, ranges.candles)
  const { fromMs, toMs } = spanArgs(from, to)
  const beforeMs = after == null ? toMs : Math.min(cursorMs(after, lengthMs), toMs ?? Infinity)
  return { fromMs, beforeMs, first }
}

/** The cursor is the beginning of an interval. */
function cursorMs(cursor: string, lengthMs: number): UnixMs {
  const fromMs = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN
  if (fromMs % lengthMs !== 0) throw cursorError(cursor)
  return fromMs
}

export function intervalEdges<T extends { readonly fromMs: UnixMs }>(
  nodes: readonly T[],
  page: { readonly hasMore: boolean; readonly after: string | null | undefined },
) {
  return connectionEdges(nodes, ({ fromMs }) => String(fromMs), page)
}
