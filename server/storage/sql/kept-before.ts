import type { UnixMs } from '../../domain/units.js'
import type { PastCommit } from '../journal.js'
import type { SqlDialect, SqlRow, SqlSession } from '../sql-database.js'
import { numberIn, textIn } from './columns.js'
import type { KeptBefore } from './past-rows.js'
import { seqColumns, type Seqs } from './start-of-commit.js'

/** Looks up what is kept of what the commits speak of. */
export async function keptBefore(
  session: SqlSession,
  past: readonly PastCommit[],
  { dialect, afterMs }: { readonly dialect: SqlDialect; readonly afterMs: UnixMs },
): Promise<KeptBefore> {
  const rowsOf = (columns: string, table: string, ids: Iterable<string>) =>
    session.run(`SELECT ${columns} FROM ${table} WHERE id IN (${dialect.textsIn('$1')})`, [
      JSON.stringify([...new Set(ids)]),
    ])
  const commits = past.map(({ commit }) => commit)
  const columns = ['id', ...Object.values(seqColumns)].join(', ')
  const accounts = await rowsOf(
    columns,
    'accounts',
    commits.map(({ accountId }) => accountId),
  )
  const scored = commits.flatMap(({ scores = [] }) => scores.map(({ decisionId }) => decisionId))
  const decisions = await rowsOf('id, symbol, action', 'decisions', scored)
  const orders = await rowsOf(
    'id',
    'orders',
    commits.flatMap((commit) => commit.orders?.map(({ id }) => id) ?? []),
  )
  const about = (row: SqlRow) => ({ symbol: textIn(row, 'symbol'), action: textIn(row, 'action') })
  return {
    accounts: new Map(accounts.map((row) => [textIn(row, 'id'), seqsIn(row)])),
    decisions: new Map(decisions.map((row) => [textIn(row, 'id'), about(row)])),
    orders: new Set(orders.map((row) => textIn(row, 'id'))),
    afterMs,
  }
}

function seqsIn(row: SqlRow): Seqs {
  const seqs = Object.entries(seqColumns).map(([kind, column]) => [kind, numberIn(row, column)] as const)
  return Object.fromEntries(seqs) as Record<keyof Seqs, number>
}
