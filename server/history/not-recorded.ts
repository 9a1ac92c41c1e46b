import type { HistoryHole } from '../domain/history-status.js'
import type { UnixMs } from '../domain/units.js'
import type { TimeSpan } from './market-history.js'

/** Nothing is recorded of a time. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded'
  readonly atMs: UnixMs
  /** What is recorded, holes included. Null: nothing. */
  readonly range: TimeSpan | null
  /**
   * The hole that has the time, that what is kept of it is damaged, or that what accounts were then was removed. Null: it is outside
   * the range.
   */
  readonly lack: HistoryHole | 'UNREADABLE' | 'ACCOUNTS_REMOVED' | null

  constructor(atMs: UnixMs, range: TimeSpan | null, lack: NotRecorded['lack'] = null) {
    super(`Nothing is recorded at ${new Date(atMs).toISOString()}`)
    this.atMs = atMs
    this.range = range
    this.lack = lack
  }
}
