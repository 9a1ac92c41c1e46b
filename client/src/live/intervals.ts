import type { LiveHeader } from './live-header.js'

/** What a value was in an interval of time. */
export interface IntervalItem {
  /** When the interval begins. */
  readonly timeMs: number
  readonly isFinal: boolean
}

/** A value by intervals: what was read, and the newest that grows. */
export interface Intervals<Item extends IntervalItem> extends LiveHeader {
  /** Oldest first. */
  readonly items: readonly Item[]
  /** Those that the newest event told of. */
  readonly newest: readonly Item[]
  /** The last item before the newest hole that no page has reached yet. Null when there is no such hole. */
  readonly holeAfterMs: number | null
  /** Where the page after the oldest one begins. Null when there is none, or no page was read. */
  readonly olderAfter: string | null
  /** Whether a page was read. Until then there may be items that are not here. */
  readonly isRead: boolean
}

/** A page of intervals. */
export interface IntervalPage<Item> {
  readonly source: LiveHeader['source']
  /** Oldest first. */
  readonly items: readonly Item[]
  /** Where the next page begins. Null when there is none. */
  readonly next: string | null
  /** Where this page begins; null for the newest. */
  readonly after: string | null
}

/** More are not kept: some weeks of quarters of an hour. */
const MOST_ITEMS = 5_000
/** A step back further than this is a recording that began again. */
const RESTART_MS = 5_000

const byTime = <Item extends IntervalItem>(items: Iterable<Item>): readonly Item[] =>
  [...items].sort((one, other) => one.timeMs - other.timeMs)

/** A final item that was read holds. One that still grew is never newer than what was heard. */
function merged<Item extends IntervalItem>(heard: readonly Item[], read: readonly Item[]): readonly Item[] {
  const items = new Map(heard.map((item) => [item.timeMs, item]))
  for (const item of read) if (item.isFinal || !items.has(item.timeMs)) items.set(item.timeMs, item)
  return byTime(items.values())
}

function withNewest<Item extends IntervalItem>(items: readonly Item[], item: Item): readonly Item[] {
  const last = items.at(-1)
  if (last === undefined || item.timeMs > last.timeMs) return [...items, item]
  if (item.timeMs === last.timeMs) return [...items.slice(0, -1), item]
  return byTime([...items.filter(({ timeMs }) => timeMs !== item.timeMs), item])
}

/** Whether there may be items between those of two moments, of which nobody has told. */
export const hasMissed = (before: Intervals<IntervalItem>, after: Intervals<IntervalItem>): boolean =>
  isBehind(before.items, after.newest)

/** Whether an event says nothing of the last item that is known, nor of anything before it: there may be items between them. */
function isBehind(items: readonly IntervalItem[], newest: readonly IntervalItem[]): boolean {
  const [last, first] = [items.at(-1), newest[0]]
  return last !== undefined && first !== undefined && first.timeMs > last.timeMs
}

const beganAgain = (before: LiveHeader, after: LiveHeader): boolean =>
  before.source !== after.source ||
  (before.asOf !== null && after.asOf !== null && Date.parse(after.asOf) < Date.parse(before.asOf) - RESTART_MS)

/** Takes in an event: `newest` has the item that grows, and the one before it. */
export function growIntervals<Item extends IntervalItem>(
  current: Intervals<Item> | null,
  { seq, asOf, source, freshness }: LiveHeader,
  newest: readonly Item[],
): Intervals<Item> {
  const header = { seq, asOf, source, freshness }
  const known = current !== null && !beganAgain(current, header) ? current : null
  const items = known?.items ?? []
  const holeAfterMs = known?.holeAfterMs ?? (isBehind(items, newest) ? (items.at(-1)?.timeMs ?? null) : null)
  return {
    ...header,
    items: newest.reduce(withNewest, items),
    newest,
    holeAfterMs,
    olderAfter: known?.olderAfter ?? null,
    isRead: known?.isRead ?? false,
  }
}

/** Takes in a page. */
export function joinIntervals<Item extends IntervalItem>(
  intervals: Intervals<Item>,
  { source, items: read, next, after }: IntervalPage<Item>,
): Intervals<Item> {
  if (source !== intervals.source) return intervals
  if (after !== null) {
    // Another page may have been wanted since it was asked for.
    return after === intervals.olderAfter
      ? { ...intervals, items: merged(intervals.items, read), olderAfter: next }
      : intervals
  }
  const { holeAfterMs } = intervals
  const beginMs = read[0]?.timeMs ?? -Infinity
  // What is behind a longer outage is read anew when somebody looks so far back.
  const isTooLong = holeAfterMs !== null && next !== null && beginMs > holeAfterMs
  const items = isTooLong ? intervals.items.filter(({ timeMs }) => timeMs >= beginMs) : intervals.items
  const isFirst = !intervals.isRead || isTooLong || read.length === 0
  return {
    ...intervals,
    items: merged(items, read),
    holeAfterMs: null,
    isRead: true,
    olderAfter: isFirst ? next : intervals.olderAfter,
  }
}

/** Where the next older page begins. Null when there is none, or enough is kept. */
export function olderPage({ olderAfter, items }: Intervals<IntervalItem>): string | null {
  return items.length >= MOST_ITEMS ? null : olderAfter
}
