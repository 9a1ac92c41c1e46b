import type { Commit } from '../journal.js'
import type { SqlSession } from '../sql-database.js'
import { numberIn } from './columns.js'
import { toJson } from './json.js'

/** So many of the newest keys of an account are remembered, and the one that opened it. */
export const keptKeys = 100_000

/** Old keys are forgotten so many at a time. */
const forgottenAtOnce = 100

const insert = `INSERT INTO idempotency (account_id, request_key, fingerprint, answer, seq)
  SELECT $1, $2, $3, $4, COALESCE(MAX(seq), 0) + 1 FROM idempotency WHERE account_id = $1 RETURNING seq`

/** A bot opens its account under the same key at each start: so that key, the first, stays. */
const forget = 'DELETE FROM idempotency WHERE account_id = $1 AND seq > 1 AND seq <= $2'

/** Keeps an answer under the key of its commit, in a transaction in which writers take turns. Forgets old keys of the account. */
export async function keepAnswer(
  session: SqlSession,
  { accountId, idempotency }: Commit,
  answer: object | undefined,
): Promise<void> {
  if (!idempotency) return
  const { key, fingerprint } = idempotency
  const [row = {}] = await session.run(insert, [accountId, key, fingerprint, toJson(answer)])
  const seq = numberIn(row, 'seq')
  if (seq > keptKeys && seq % forgottenAtOnce === 0) await session.run(forget, [accountId, seq - keptKeys])
}
