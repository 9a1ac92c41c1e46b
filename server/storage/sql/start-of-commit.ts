import type { UnixMs } from '../../domain/units.js'
import type { Commit } from '../journal.js'
import type { SqlSession } from '../sql-database.js'

export interface Seqs {
  readonly decision: number
  readonly fill: number
  readonly orderEvent: number
}

/** What a commit finds. */
export interface StartOfCommit {
  readonly keyIsTaken: boolean
  /** The last seqs of the account; null when it was never opened. */
  readonly lastSeqs: Seqs | null
  /** When the newest record of any log was kept; 0 before the first. */
  readonly lastRecordedAtMs: UnixMs
}

const logs = ['decisions', 'orders', 'order_events', 'fills', 'closed_trades'] as const

const sql = `SELECT
  (SELECT decision_seq FROM accounts WHERE id = $1) AS decision_seq,
  (SELECT fill_seq FROM accounts WHERE id = $1) AS fill_seq,
  (SELECT order_event_seq FROM accounts WHERE id = $1) AS order_event_seq,
  (SELECT COUNT(*) FROM idempotency WHERE account_id = $1 AND request_key = $2) AS taken,
  ${logs.map((log) => `(SELECT MAX(recorded_at) FROM ${log}) AS ${log}_at`).join(', ')}`

/** Reads all of it in one query, because every commit waits for it. */
export async function startOfCommit(session: SqlSession, { accountId, idempotency }: Commit): Promise<StartOfCommit> {
  const [found = {}] = await session.run(sql, [accountId, idempotency?.key ?? null])
  const { decision_seq: decision, fill_seq: fill, order_event_seq: orderEvent } = found
  return {
    keyIsTaken: found.taken !== 0,
    lastSeqs:
      typeof decision === 'number' && typeof fill === 'number' && typeof orderEvent === 'number'
        ? { decision, fill, orderEvent }
        : null,
    lastRecordedAtMs: Math.max(...logs.map((log) => Number(found[`${log}_at`] ?? 0))),
  }
}
