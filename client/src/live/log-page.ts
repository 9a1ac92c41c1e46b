import type { LiveHeader } from './live-header.js'

export interface LogEntry extends LiveHeader {
  readonly id: string
}

/**
 * The newest entries of a log, newest first. Entries are facts and do not go stale, so a page is always fresh as far as
 * its source is concerned.
 */
export interface LogPage<Entry> {
  readonly entries: readonly Entry[]
  readonly seq: number
  readonly asOf: string | null
  readonly freshness: 'LIVE'
}

export function toLogPage<Entry extends LogEntry>(entries: readonly Entry[], capacity: number): LogPage<Entry> {
  const kept = entries.slice(0, capacity)
  return { entries: kept, seq: kept[0]?.seq ?? 0, asOf: kept[0]?.asOf ?? null, freshness: 'LIVE' }
}

/** Entries heard since, then those fetched; each once. */
export function joinEntries<Entry extends LogEntry>(
  heard: readonly Entry[],
  fetched: readonly Entry[],
): readonly Entry[] {
  const known = new Set(fetched.map((entry) => entry.id))
  return [...heard.filter((entry) => !known.has(entry.id)), ...fetched]
}
