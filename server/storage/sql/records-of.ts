import type { UnixMs } from '../../domain/units.js'
import type { Records } from '../journal.js'
import {
  closedTradesTable,
  decisionsAsMadeTable,
  decisionsTable,
  fillsTable,
  orderEventsTable,
  ordersTable,
  scoreEventsTable,
} from './log-table.js'
import { decisionsAt, ordersAt } from './log-tables-at.js'
import type { Reads } from './reads.js'
import { sqlLog } from './sql-log.js'

/** The logs as they are. */
export function recordsOf(reads: Reads): Records {
  return {
    decisions: sqlLog(reads, decisionsTable),
    decisionsAsMade: sqlLog(reads, decisionsAsMadeTable),
    scoreEvents: sqlLog(reads, scoreEventsTable),
    orders: sqlLog(reads, ordersTable),
    orderEvents: sqlLog(reads, orderEventsTable),
    fills: sqlLog(reads, fillsTable),
    closedTrades: sqlLog(reads, closedTradesTable),
  }
}

/** The logs as they were at a time. */
export function recordsAt(reads: Reads, atMs: UnixMs): Records {
  return {
    decisions: sqlLog(reads, decisionsAt(atMs), atMs),
    decisionsAsMade: sqlLog(reads, decisionsAsMadeTable, atMs),
    scoreEvents: sqlLog(reads, scoreEventsTable, atMs),
    orders: sqlLog(reads, ordersAt(atMs), atMs),
    orderEvents: sqlLog(reads, orderEventsTable, atMs),
    fills: sqlLog(reads, fillsTable, atMs),
    closedTrades: sqlLog(reads, closedTradesTable, atMs),
  }
}
