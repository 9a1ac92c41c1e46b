import { expect } from 'vitest'
import type { LogFilter, RecordLog } from '../../../server/storage/journal.js'

/** All that a log holds, newest first, read page by page. */
export async function readBack<T extends { id: string }, Filter extends LogFilter>(
  log: RecordLog<T, Filter>,
  filter: Filter,
  limit = 50,
): Promise<T[]> {
  const read: T[] = []
  for (;;) {
    const after = read.at(-1)?.id
    const page = await log.newestFirst(filter, after === undefined ? { limit } : { after, limit })
    if (typeof page === 'string') throw new Error(page)
    read.push(...page.items)
    if (!page.hasMore) return read
    expect(page.items).toHaveLength(limit)
  }
}

/** All that a log holds behind a record, oldest first, read page by page. */
export async function readForward<T extends { id: string }, Filter extends LogFilter>(
  log: RecordLog<T, Filter>,
  filter: Filter,
  { from, limit }: { from: string; limit: number },
): Promise<T[]> {
  const read: T[] = []
  for (;;) {
    const page = await log.oldestFirst(filter, { after: read.at(-1)?.id ?? from, limit })
    if (typeof page === 'string') throw new Error(page)
    read.push(...page)
    if (page.length < limit) return read
  }
}
