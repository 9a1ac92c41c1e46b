import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AccountSet } from '../../domain/account-set.js'
import type { Order } from '../../domain/order.js'
import type { UnixMs } from '../../domain/units.js'
import { checkedJson, DoesNotFit } from '../../lib/checked.js'
import { orderEventSchema } from '../../records/order-schema.js'
import {
  VersionsRemoved,
  type AccountVersion,
  type AccountVersions,
  type PastAccount,
  type PastAccounts,
} from '../account-versions.js'
import type { SqlDatabase, SqlRow } from '../sql-database.js'
import { insertRow, numberIn, textIn } from './columns.js'
import type { CommitQueue } from './commit-queue.js'
import { pruneOldest, pruneVersions } from './prune-versions.js'
import { lastVersionsSql, versionIn, versionsBetweenSql } from './read-versions.js'
import type { Reads, ReadsFor } from './reads.js'
import { recordsAt } from './records-of.js'
import { lastVersionAt } from './start-of-commit.js'
import type { VersionWriter } from './version-writer.js'

export interface SqlVersionsOptions {
  readonly database: SqlDatabase
  readonly queue: CommitQueue
  readonly readsFor: ReadsFor
  readonly writer: VersionWriter
  readonly now: () => UnixMs
}

/** What accounts were before, in a migrated database. */
export function sqlAccountVersions(options: SqlVersionsOptions): AccountVersions {
  const { database, queue, readsFor, writer, now } = options
  let bytesAtStart: number | null = null
  let prunedBytes = 0

  async function countedAtStart(): Promise<number> {
    const written = writer.writtenBytes
    const [row = {}] = await database.read(
      'SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM account_versions',
    )
    return numberIn(row, 'bytes') - written
  }
  const keptBytes = () => (bytesAtStart === null ? null : bytesAtStart + writer.writtenBytes - prunedBytes)

  return {
    at: (atMs, whole = 'ALL', asker) => {
      const reads = readsFor(asker)
      return unlessRemoved(reads, atMs, () => accountsAt(reads, atMs, whole))
    },
    between({ afterMs, afterPosition = -1, untilMs }, limit, asker) {
      const reads = readsFor(asker)
      const params = [afterMs, untilMs, afterPosition, limit]
      return unlessRemoved(reads, afterMs, async () => (await reads.read(versionsBetweenSql, params)).map(versionIn))
    },
    recordsAt: (atMs, asker) => recordsAt(readsFor(asker), atMs),
    async noteOpening() {
      await queue.run(async (session) => {
        const recordedAtMs = Math.max(now(), await lastVersionAt(session))
        const row = { account_id: '', kind: 'OPENING', recorded_at: recordedAtMs, size: 0, text: '' }
        await insertRow(session, 'account_versions', row)
      })
    },
    async prune({ beforeMs, maxBytes }) {
      bytesAtStart ??= await countedAtStart()
      const isTooMuch = (keptBytes() ?? 0) > maxBytes
      const { isMore, bytes } = await queue.run((session) =>
        isTooMuch ? pruneOldest(session) : pruneVersions(session, beforeMs),
      )
      prunedBytes += bytes
      return isMore
    },
    keptBytes,
  }
}

/** How many accounts are unpacked before others have their turn. It takes some milliseconds. */
const unpackedAtOnce = 10

/** Reads what was from a time on. Then it looks whether some of that was removed, which may happen meanwhile. */
async function unlessRemoved<T>(reads: Reads, atMs: UnixMs, read: () => Promise<T>): Promise<T> {
  const found = await read()
  const [row = {}] = await reads.read('SELECT from_ms FROM kept_versions')
  const keptFromMs = numberIn(row, 'from_ms')
  if (atMs < keptFromMs) throw new VersionsRemoved(atMs, keptFromMs)
  return found
}

const lastOpeningSql = `SELECT position, recorded_at FROM account_versions
  WHERE account_id = '' AND kind = 'OPENING' AND recorded_at <= $1
  ORDER BY recorded_at DESC, position DESC LIMIT 1`

async function accountsAt(reads: Reads, atMs: UnixMs, whole: AccountSet): Promise<PastAccounts> {
  const [opening] = await reads.read(lastOpeningSql, [atMs])
  const rowsById = new Map<string, SqlRow[]>()
  for (const row of await lastVersions(reads, atMs, whole)) {
    const id = textIn(row, 'account_id')
    rowsById.set(id, [...(rowsById.get(id) ?? []), row])
  }
  const unreadable: { id: string; fault: DoesNotFit }[] = []
  const found: (readonly AccountVersion[])[] = []
  for (const [id, rows] of rowsById) {
    if (found.length % unpackedAtOnce === unpackedAtOnce - 1) await nextTurn()
    try {
      found.push(rows.map(versionIn))
    } catch (fault) {
      if (!(fault instanceof DoesNotFit)) throw fault
      unreadable.push({ id, fault })
    }
  }
  const ids = found.flat().flatMap((one) => (one.kind === 'ORDERS' ? one.value : []))
  const orders = ids.length === 0 ? new Map<string, Order>() : await ordersAt(reads, ids, atMs)
  return {
    accounts: found.flatMap((versions) => pastAccount(versions, orders) ?? []),
    opened: opening
      ? { position: numberIn(opening, 'position'), recordedAtMs: numberIn(opening, 'recorded_at') }
      : null,
    unreadable,
  }
}

function lastVersions(reads: Reads, atMs: UnixMs, whole: AccountSet): Promise<readonly SqlRow[]> {
  if (whole === 'ALL') return reads.read(lastVersionsSql(null), [atMs])
  return reads.read(lastVersionsSql(reads.dialect.textsIn('$2')), [atMs, JSON.stringify(whole)])
}

function pastAccount(versions: readonly AccountVersion[], orders: ReadonlyMap<string, Order>): PastAccount | null {
  const of = <K extends AccountVersion['kind']>(kind: K) =>
    (versions.find((one) => one.kind === kind) as Extract<AccountVersion, { kind: K }> | undefined) ?? null
  const account = of('ACCOUNT')
  if (account === null) return null
  return {
    account,
    books: of('BOOKS'),
    publishedPositions: of('POSITIONS'),
    publishedPerformance: of('PERFORMANCE'),
    openOrders: (of('ORDERS')?.value ?? []).flatMap((id) => orders.get(id) ?? []),
  }
}

/** The orders as they were, by id. */
async function ordersAt(reads: Reads, ids: readonly string[], atMs: UnixMs): Promise<ReadonlyMap<string, Order>> {
  const sql = `SELECT id, body FROM order_events WHERE position IN (
    SELECT (SELECT one.position FROM order_events AS one WHERE one.order_id = ids.value AND one.recorded_at <= $2
      ORDER BY one.order_id DESC, one.position DESC LIMIT 1) FROM (${reads.dialect.textsIn('$1')}) AS ids)`
  const rows = await reads.read(sql, [JSON.stringify(ids), atMs])
  return new Map(rows.map((row) => orderOf(row)).map((order) => [order.id, order]))
}

function orderOf(row: SqlRow): Order {
  return checkedJson(orderEventSchema, textIn(row, 'body'), `order_events "${textIn(row, 'id')}"`).order
}
