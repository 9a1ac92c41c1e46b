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

/** What the store has of what past commits speak of. */
export interface KeptBefore {
  /** The last seqs of accounts, by id. */
  readonly accounts: ReadonlyMap<string, Seqs>
  /** What decisions are about, by id. */
  readonly decisions: ReadonlyMap<string, { readonly symbol: string; readonly action: string }>
  /** The ids of orders. */
  readonly orders: ReadonlySet<string>
  /** Nothing is recorded as of before. */
  readonly afterMs: UnixMs
}

export const nothingBefore: KeptBefore = {
  accounts: new Map(),
  decisions: new Map(),
  orders: new Set(),
  afterMs: -Infinity,
}

export interface PastRows {
  readonly rowsOfTables: RowsOfTables
  /** As they are in the end. */
  readonly accounts: readonly AccountInTheEnd[]
  /** The last scores of decisions that were kept before. */
  readonly scores: ReadonlyMap<string, DecisionScore>
  /** Orders that were kept before, as they are in the end. */
  readonly orders: readonly Order[]
}

interface AccountInTheEnd {
  readonly commit: Commit
  readonly texts: VersionTexts
  readonly seqs: Seqs
  /** Whether it was kept before. */
  readonly wasKept: boolean
}

type MakeRow = () => Row

interface PastAccount {
  readonly id: string
  /** Null: as it was kept before. */
  account: Account | null
  readonly wasKept: boolean
  books: object | null
  openOrderIds: readonly string[] | null
  readonly seqs: { -readonly [Kind in keyof Seqs]: number }
}

/** What the tables are to hold after commits. Throws an Error when an account was never opened. */
export function pastRows(past: readonly PastCommit[], before: KeptBefore): PastRows {
  const accounts = new Map<string, PastAccount>()
  const decisions = new Map<string, { readonly decision: Decision; score: DecisionScore | null }>()
  const orders = new Map<string, { order: Order; readonly atMs: UnixMs }>()
  const orderEvents: MakeRow[] = []
  const fills: MakeRow[] = []
  const closedTrades: MakeRow[] = []
  const scoreEvents: MakeRow[] = []
  const scores = new Map<string, DecisionScore>()
  for (const { commit, atMs } of past) {
    const recordedAtMs = Math.max(atMs, before.afterMs)
    const known = accountAfter(accounts, commit, before)
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
      const made = decisions.get(event.decisionId)
      const decision = made?.decision ?? before.decisions.get(event.decisionId)
      if (!decision) throw new Error(`${commit.accountId} has no decision ${event.decisionId} to score`)
      if (made) made.score = scoreOf(event)
      else scores.set(event.decisionId, scoreOf(event))
      const place = { seq: (known.seqs.scoreEvent += 1), recordedAtMs }
      scoreEvents.push(() => scoreEventRow(event, place, decision))
    }
  }
  const inTheEnd = [...accounts.values()].map(accountInTheEnd)
  const isNew = ({ order }: { readonly order: Order }) => !before.orders.has(order.id)
  const ordersOf = [...orders.values()]
  const rowsOfTables: RowsOfTables = [
    ['accounts', inTheEnd.filter(({ wasKept }) => !wasKept).map((account) => () => accountRow(account))],
    ['decisions', [...decisions.values()].map((decision) => () => scoredRow(decision))],
    ['orders', ordersOf.filter(isNew).map((one) => () => orderRow(one.order, one.atMs))],
    ['order_events', orderEvents],
    ['fills', fills],
    ['closed_trades', closedTrades],
    ['score_events', scoreEvents],
  ]
  const keptOrders = ordersOf.filter((one) => !isNew(one)).map(({ order }) => order)
  return { rowsOfTables, accounts: inTheEnd, scores, orders: keptOrders }
}

/** The account as the commit leaves it, apart from its records. */
function accountAfter(
  accounts: Map<string, PastAccount>,
  { accountId, open, account, books, openOrderIds }: PastCommit['commit'],
  before: KeptBefore,
): PastAccount {
  const known = accounts.get(accountId) ?? accountBefore(accountId, open ?? null, before)
  known.account = account ?? known.account
  known.books = books ?? known.books
  known.openOrderIds = openOrderIds ?? known.openOrderIds
  accounts.set(accountId, known)
  return known
}

function accountBefore(id: string, open: Account | null, before: KeptBefore): PastAccount {
  const seqs = before.accounts.get(id)
  if (open === null && !seqs) throw new Error(`Account ${id} was never opened`)
  if (open !== null && seqs) throw new Error(`Account ${id} is open already`)
  return { id, account: open, wasKept: !open, books: null, openOrderIds: null, seqs: { ...(seqs ?? noSeqs) } }
}

function accountInTheEnd({ id, account, wasKept, books, openOrderIds, seqs }: PastAccount): AccountInTheEnd {
  const commit: Commit = {
    accountId: id,
    ...(account && { account }),
    ...(books && { books }),
    ...(openOrderIds && { openOrderIds }),
  }
  return { commit, texts: textsOf(commit), seqs, wasKept }
}

function accountRow({ commit, texts, seqs }: AccountInTheEnd): Row {
  const counted = Object.entries(seqs).map(([kind, seq]) => [seqColumns[kind as keyof Seqs], seq] as const)
  return {
    id: commit.accountId,
    body: texts.ACCOUNT,
    opened_at: commit.account?.openedAtMs ?? null,
    books: texts.BOOKS,
    ...Object.fromEntries(counted),
  }
}

/** A decision with what became of it. */
function scoredRow({ decision, score }: { readonly decision: Decision; readonly score: DecisionScore | null }): Row {
  const row = { ...decisionRow(decision), score: score && toJson(score) }
  return score ? { ...row, outcome: score.outcome } : row
}
