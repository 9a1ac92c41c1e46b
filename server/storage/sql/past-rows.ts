import type { Account } from '../../domain/account.js'
import type { Decision, DecisionScore } from '../../domain/decision.js'
import type { Order } from '../../domain/order.js'
import type { UnixMs } from '../../domain/units.js'
import type { Commit, PastCommit } from '../journal.js'
import { toJson } from './json.js'
import { closedTradesTable, fillsTable, orderEventsTable } from './log-table.js'
import { noSeqs, seqColumns, type Seqs } from './start-of-commit.js'
import type { VersionTexts } from './version-writer.js'
import { textsOf } from './write-commit.js'
import { decisionRow, orderRow, recordRow, scoreEventRow, scoreOf, type Row } from './write-records.js'

/**
 * Tables and their rows, in an order in which each row finds the rows that it refers to. A row is made when it is asked for,
 * because all of them at once would take long.
 */
type RowsOfTables = readonly (readonly [table: string, rows: readonly MakeRow[]])[]

export interface PastRows {
  readonly rowsOfTables: RowsOfTables
  /** As they are in the end. */
  readonly accounts: readonly { readonly commit: Commit; readonly texts: VersionTexts }[]
}

type MakeRow = () => Row

interface PastAccount {
  account: Account
  books: object | null
  openOrderIds: readonly string[] | null
  readonly seqs: { -readonly [Kind in keyof Seqs]: number }
}

/** What the tables hold after commits that open their accounts. Throws an Error when an account was never opened. */
export function pastRows(past: readonly PastCommit[]): PastRows {
  const accounts = new Map<string, PastAccount>()
  const decisions = new Map<string, { readonly decision: Decision; score: DecisionScore | null }>()
  const orders = new Map<string, { order: Order; readonly atMs: UnixMs }>()
  const orderEvents: MakeRow[] = []
  const fills: MakeRow[] = []
  const closedTrades: MakeRow[] = []
  const scoreEvents: MakeRow[] = []
  for (const { commit, atMs: recordedAtMs } of past) {
    const known = accountAfter(accounts, commit)
    const placed = <T>(kind: keyof Seqs, record: T) => ({ ...record, seq: (known.seqs[kind] += 1), recordedAtMs })
    for (const order of commit.orders ?? []) {
      orders.set(order.id, { order, atMs: orders.get(order.id)?.atMs ?? recordedAtMs })
    }
    for (const one of commit.decisions ?? []) decisions.set(one.id, { decision: placed('decision', one), score: null })
    for (const one of commit.orderEvents ?? []) {
      const event = placed('orderEvent', one)
      orderEvents.push(() => recordRow(orderEventsTable, event))
    }
    for (const one of commit.fills ?? []) {
      const fill = placed('fill', one)
      fills.push(() => recordRow(fillsTable, fill))
    }
    for (const one of commit.closedTrades ?? []) {
      const trade = placed('closedTrade', one)
      closedTrades.push(() => recordRow(closedTradesTable, trade))
    }
    for (const event of commit.scores ?? []) {
      const scored = decisions.get(event.decisionId)
      if (!scored) throw new Error(`${commit.accountId} has no decision ${event.decisionId} to score`)
      scored.score = scoreOf(event)
      const place = { seq: (known.seqs.scoreEvent += 1), recordedAtMs }
      scoreEvents.push(() => scoreEventRow(event, place, scored.decision))
    }
  }
  const rowsOfTables: RowsOfTables = [
    ['accounts', [...accounts.values()].map((account) => () => accountRow(account))],
    ['decisions', [...decisions.values()].map((decision) => () => scoredRow(decision))],
    [
      'orders',
      [...orders.values()].map(
        ({ order, atMs }) =>
          () =>
            orderRow(order, atMs),
      ),
    ],
    ['order_events', orderEvents],
    ['fills', fills],
    ['closed_trades', closedTrades],
    ['score_events', scoreEvents],
  ]
  return { rowsOfTables, accounts: [...accounts.values()].map(lastVersion) }
}

/** The account as the commit leaves it, apart from its records. */
function accountAfter(
  accounts: Map<string, PastAccount>,
  { accountId, open, account, books, openOrderIds }: PastCommit['commit'],
) {
  const known =
    accounts.get(accountId) ?? (open && { account: open, books: null, openOrderIds: null, seqs: { ...noSeqs } })
  if (!known) throw new Error(`Account ${accountId} was never opened`)
  known.account = account ?? known.account
  known.books = books ?? known.books
  known.openOrderIds = openOrderIds ?? known.openOrderIds
  accounts.set(accountId, known)
  return known
}

function lastVersion({ account, books, openOrderIds }: PastAccount) {
  const commit: Commit = {
    accountId: account.id,
    account,
    ...(books && { books }),
    ...(openOrderIds && { openOrderIds }),
  }
  return { commit, texts: textsOf(commit) }
}

function accountRow({ account, books, seqs }: PastAccount): Row {
  const counted = Object.entries(seqs).map(([kind, seq]) => [seqColumns[kind as keyof Seqs], seq] as const)
  return {
    id: account.id,
    body: toJson(account),
    opened_at: account.openedAtMs,
    books: books && toJson(books),
    ...Object.fromEntries(counted),
  }
}

/** A decision with what became of it. */
function scoredRow({ decision, score }: { readonly decision: Decision; readonly score: DecisionScore | null }): Row {
  const row = { ...decisionRow(decision), score: score && toJson(score) }
  return score ? { ...row, outcome: score.outcome } : row
}
