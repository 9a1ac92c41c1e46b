import { keepSame, keepSameList } from '../lib/same-data.js'
import type { LiveHeader } from './live-header.js'

/** An entry of a log. Those that are counted say so as every live payload does. */
export interface LogEntry extends Partial<LiveHeader> {
  readonly id: string
}

/** One answer of a paged query, newest first. */
export interface FetchedPage<Entry> {
  readonly entries: readonly Entry[]
  readonly hasOlder: boolean
}

/** What is known of the entries before the last one shown: whether there are any, or why they could not be read. */
export type Older = 'none' | 'there' | 'loading' | { readonly failed: string }

/**
 * The newest entries of a log, newest first. Entries are facts and do not go stale, so a page is always fresh as far as
 * its source is concerned.
 */
export interface LogPage<Entry> {
  readonly entries: readonly Entry[]
  /** Null for entries that are not counted. */
  readonly seq: number | null
  readonly asOf: string | null
  readonly freshness: 'LIVE'
  readonly older: Older
}

export interface LogExtent {
  readonly capacity: number
  readonly older: Older
}

/** Entries beyond the capacity are dropped, and can be had again; not while a page that continues them is on its way. */
export function toLogPage<Entry extends LogEntry>(
  entries: readonly Entry[],
  { capacity, older }: LogExtent,
): LogPage<Entry> {
  const kept = older === 'loading' || entries.length <= capacity ? entries : entries.slice(0, capacity)
  const left = kept.length < entries.length && older === 'none' ? 'there' : older
  return { entries: kept, seq: kept[0]?.seq ?? null, asOf: kept[0]?.asOf ?? null, freshness: 'LIVE', older: left }
}

/** What a stream of a log brings. */
export interface LogEvent<Entry> {
  /** The id after which the stream resumes. */
  readonly cursor: string
  readonly entry: Entry
  /** False for a change of an entry, which counts only where the entry is shown. */
  readonly isNew: boolean
}

/** The entries after one event: a new one stands first, once; a changed one keeps its place. */
export function withEvent<Entry extends LogEntry>(
  entries: readonly Entry[],
  { entry, isNew }: LogEvent<Entry>,
): readonly Entry[] {
  if (!isNew) return renewEntries(entries, [entry])
  return entries.some(({ id }) => id === entry.id) ? entries : [entry, ...entries]
}

/** The entries fetched, and below them those already shown that come after the last of them. What is the same is kept. */
export function continuePage<Entry extends LogEntry>(
  { entries, hasOlder }: FetchedPage<Entry>,
  shown: Pick<LogPage<Entry>, 'entries' | 'older'>,
): Pick<LogPage<Entry>, 'entries' | 'older'> {
  const older = hasOlder ? 'there' : 'none'
  const known = new Map(shown.entries.map((entry) => [entry.id, entry]))
  const renewed = entries.map((entry) => keepSame(known.get(entry.id), entry))
  const index = shown.entries.findIndex(({ id }) => id === entries.at(-1)?.id)
  if (index === -1) return { entries: renewed, older }
  const tail = shown.entries.slice(index + 1)
  const isAsked = shown.older === 'loading' || (hasOlder && typeof shown.older === 'object')
  const knowsMore = tail.length > 0 || isAsked
  return { entries: keepSameList(shown.entries, [...renewed, ...tail]), older: knowsMore ? shown.older : older }
}

/** The same entries in the same order, those that changed as they are now. The same list when none did. */
export function renewEntries<Entry extends LogEntry>(
  shown: readonly Entry[],
  fetched: readonly Entry[],
): readonly Entry[] {
  const renewed = new Map(fetched.map((entry) => [entry.id, entry]))
  return keepSameList(
    shown,
    shown.map((entry) => keepSame(entry, renewed.get(entry.id) ?? entry)),
  )
}
