import { keepSame, keepSameList } from '../lib/same-data.js'
import type { LiveHeader } from './live-header.js'

export interface Identified {
  readonly id: string
}

export interface LogEntry extends LiveHeader, Identified {}

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

/** Entries beyond the capacity are let go of, and can be had again; not while a page that continues them is under way. */
export function toLogPage<Entry extends Identified & Partial<LiveHeader>>(
  entries: readonly Entry[],
  { capacity, older }: LogExtent,
): LogPage<Entry> {
  const kept = older === 'loading' || entries.length <= capacity ? entries : entries.slice(0, capacity)
  const left = kept.length < entries.length && older === 'none' ? 'there' : older
  return { entries: kept, seq: kept[0]?.seq ?? null, asOf: kept[0]?.asOf ?? null, freshness: 'LIVE', older: left }
}

/** Entries heard since, then those fetched; each once. */
export function joinEntries<Entry extends Identified>(
  heard: readonly Entry[],
  fetched: readonly Entry[],
): readonly Entry[] {
  const known = new Set(fetched.map((entry) => entry.id))
  return [...heard.filter((entry) => !known.has(entry.id)), ...fetched]
}

/** The entries fetched, and below them those already shown that come after the last of them. What is the same is kept. */
export function continuePage<Entry extends Identified>(
  { entries, hasOlder }: FetchedPage<Entry>,
  shown: Pick<LogPage<Entry>, 'entries' | 'older'> | null,
): Pick<LogPage<Entry>, 'entries' | 'older'> {
  const older = hasOlder ? 'there' : 'none'
  if (shown === null) return { entries, older }
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
export function renewEntries<Entry extends Identified>(
  shown: readonly Entry[],
  fetched: readonly Entry[],
): readonly Entry[] {
  const renewed = new Map(fetched.map((entry) => [entry.id, entry]))
  return keepSameList(
    shown,
    shown.map((entry) => keepSame(entry, renewed.get(entry.id) ?? entry)),
  )
}
