import type { CursorFault, LogFilter } from '../journal.js'
import type { SqlRow, SqlValue } from '../sql-database.js'
import type { LogTable } from './log-table.js'
import type { PageBounds, PageRange, Query } from './page-query.js'

/** What decides where pages may lie, besides what is compared. */
export interface Place {
  /** The id of the record next to which reading starts. */
  readonly after?: string | undefined
  /** Records of these accounts are no such place. */
  readonly exceptAccountId?: readonly string[] | undefined
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
}

/** What happened before the store began stands at positions below 1. */
const wholeLog: PageBounds = { above: Number.MIN_SAFE_INTEGER, below: Number.MAX_SAFE_INTEGER }

/**
 * Looks up the positions of a place, each by an index: times never go down as positions go up. All in one query, so that
 * a record that is kept meanwhile is beyond all of them. Null when the place is the whole log.
 */
export function boundsQuery(
  { name, eventsOf }: Pick<LogTable<unknown, LogFilter>, 'name' | 'eventsOf'>,
  { after, fromMs, toMs }: Place,
): Query | null {
  const params: SqlValue[] = []
  const bind = (value: SqlValue) => `$${params.push(value)}`
  const firstSince = (time: string) =>
    `(SELECT position FROM ${name} WHERE recorded_at >= ${time} ORDER BY recorded_at, position LIMIT 1)`
  const subjectColumns = (table: string, id: string) => [
    `(SELECT account_id FROM ${table} WHERE id = ${id}) AS subject_account_id`,
    `${firstSince(`(SELECT recorded_at FROM ${table} WHERE id = ${id})`)} AS first_of_subject`,
  ]
  const found = [
    ...(after === undefined ? [] : cursorColumns(name, bind(after))),
    ...(after === undefined || eventsOf === undefined ? [] : subjectColumns(eventsOf, bind(after))),
    ...(fromMs === undefined ? [] : [`${firstSince(bind(fromMs))} AS first_from`]),
    ...(toMs === undefined ? [] : [`${firstSince(bind(toMs))} AS first_after`]),
  ]
  if (found.length === 0) return null
  return { sql: `SELECT ${found.join(', ')}, (SELECT MAX(position) FROM ${name}) AS newest`, params }
}

function cursorColumns(name: string, id: string): string[] {
  return ['position', 'account_id'].map(
    (column) => `(SELECT ${column} FROM ${name} WHERE id = ${id}) AS cursor_${column}`,
  )
}

/** The positions of the oldest and the newest record as `oldest` and `newest`: 1 and 0 when there is none. */
export function extentQuery({ name }: Pick<LogTable<unknown, LogFilter>, 'name'>): string {
  return `SELECT COALESCE((SELECT MIN(position) FROM ${name}), 1) AS oldest,
    COALESCE((SELECT MAX(position) FROM ${name}), 0) AS newest`
}

/** The bounds of a page, from what `boundsQuery` found. */
export function boundsOf(
  found: SqlRow,
  { after, exceptAccountId = [], fromMs, toMs }: Place,
  direction: PageRange['direction'],
): PageBounds | CursorFault {
  const positionIn = (column: string) => (typeof found[column] === 'number' ? found[column] : null)
  const behindAll = (positionIn('newest') ?? 0) + 1
  const isEvent = positionIn('cursor_position') !== null
  const accountId = isEvent ? found.cursor_account_id : found.subject_account_id
  if (after !== undefined && (typeof accountId !== 'string' || exceptAccountId.includes(accountId)))
    return 'UNKNOWN_CURSOR'
  const beforeSubject = (positionIn('first_of_subject') ?? behindAll) - 1
  const cursor = after === undefined ? null : (positionIn('cursor_position') ?? beforeSubject)
  const first = fromMs === undefined ? wholeLog.above : (positionIn('first_from') ?? behindAll) - 1
  const end = toMs === undefined ? wholeLog.below : (positionIn('first_after') ?? behindAll)
  return direction === 'NEWEST_FIRST'
    ? { above: first, below: Math.min(end, cursor ?? end) }
    : { above: Math.max(first, cursor ?? first), below: end }
}
