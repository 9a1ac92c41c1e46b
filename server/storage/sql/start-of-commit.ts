import type { UnixMs } from '../../domain/units.js'
import type { Commit } from '../journal.js'
import type { SqlRow, SqlSession } from '../sql-database.js'

/** The columns of an account that count its records, which are the last seqs given. */
export const seqColumns = {
  decision: 'decision_seq',
  scoreEvent: 'score_event_seq',
  orderEvent: 'order_event_seq',
  fill: 'fill_seq',
  closedTrade: 'closed_trade_seq',
} as const

export type Seqs = Readonly<Record<keyof typeof seqColumns, number>>

export const noSeqs: Seqs = { decision: 0, scoreEvent: 0, orderEvent: 0, fill: 0, closedTrade: 0 }

/** What a commit finds. */
export interface StartOfCommit {
  readonly keyIsTaken: boolean
  /** The last seqs of the account; null when it was never opened. */
  readonly lastSeqs: Seqs | null
  /** When the newest record of any log, or version of an account, was kept; 0 before the first. */
  readonly lastRecordedAtMs: UnixMs
}

export const logs = ['decisions', 'score_events', 'orders', 'order_events', 'fills', 'closed_trades'] as const

const newestVersion = '(SELECT MAX(recorded_at) FROM account_versions) AS version_at'

const newestOfLogs = logs.map((log) => `(SELECT MAX(recorded_at) FROM ${log}) AS ${log}_at`).join(', ')

const sql = `SELECT
  (SELECT COUNT(*) FROM accounts WHERE id = $1) AS opened,
  ${Object.values(seqColumns)
    .map((column) => `(SELECT ${column} FROM accounts WHERE id = $1) AS ${column}`)
    .join(', ')},
  (SELECT COUNT(*) FROM idempotency WHERE account_id = $1 AND request_key = $2) AS taken,
  ${newestOfLogs}, ${newestVersion}`

/** When the newest record of any log was kept; 0 before the first. */
export async function lastRecordedAt(session: SqlSession): Promise<UnixMs> {
  const [found = {}] = await session.run(`SELECT ${newestOfLogs}`)
  return newestIn(found)
}

/** When the newest version of an account was kept; 0 before the first. */
export async function lastVersionAt(session: SqlSession): Promise<UnixMs> {
  const [found = {}] = await session.run(`SELECT ${newestVersion}`)
  return versionAtIn(found)
}

const versionAtIn = (found: SqlRow) => Number(found.version_at ?? 0)

const newestIn = (found: SqlRow) => Math.max(...logs.map((log) => Number(found[`${log}_at`] ?? 0)))

/** Reads all of it in one query, because every commit waits for it. */
export async function startOfCommit(session: SqlSession, { accountId, idempotency }: Commit): Promise<StartOfCommit> {
  const [found = {}] = await session.run(sql, [accountId, idempotency?.key ?? null])
  const seq = (kind: keyof Seqs) => Number(found[seqColumns[kind]])
  return {
    keyIsTaken: found.taken !== 0,
    lastSeqs:
      found.opened === 0
        ? null
        : {
            decision: seq('decision'),
            scoreEvent: seq('scoreEvent'),
            orderEvent: seq('orderEvent'),
            fill: seq('fill'),
            closedTrade: seq('closedTrade'),
          },
    lastRecordedAtMs: Math.max(newestIn(found), versionAtIn(found)),
  }
}
