import type { Account } from '../domain/account.js'
import type { PublishedPerformance, PublishedPositions } from '../domain/publication.js'
import type { DataSource } from '../domain/source.js'
import type { Journal, StoredAccount } from '../storage/journal.js'
import type { AccountParts } from './account/account-parts.js'
import { Books } from './account/books.js'
import { PaperAccount } from './account/paper-account.js'
import type { Accounts } from './accounts.js'
import type { TradingAgent } from './agents/trading-agent.js'
import type { Change } from './committer.js'
import { PublishedAccount } from './published/published-account.js'

/** An agent and the paper account that it trades, opened when it is not there yet. */
export interface AgentAccount {
  readonly id: string
  readonly name: string
  readonly agent: TradingAgent
  readonly depositUsd: number
}

/** An agent cannot have the account that it is to trade. */
export class AgentAccountTaken extends Error {
  override readonly name = 'AgentAccountTaken'
}

export interface OpenParts extends AccountParts {
  readonly accounts: Accounts
  readonly journal: Journal
  /** Where the market data come from: new paper accounts trade in these prices. */
  readonly source: DataSource
}

/**
 * Opens the accounts of the agents and then all others of the journal. Those that trade in the prices of another source
 * are only known. Rejects with `AgentAccountTaken` for ids given twice or those of accounts that are not the agent's.
 */
export async function openAccounts(parts: OpenParts, agents: readonly AgentAccount[]): Promise<void> {
  const { accounts, journal, committer, source, now } = parts
  const stored = new Map((await journal.accounts()).map((one) => [one.account.id, one]))
  for (const { id, name, agent, depositUsd } of agents) {
    if (accounts.get(id)) throw new AgentAccountTaken('Two agents have the same account')
    const known = stored.get(id)
    const account = known?.account ?? { id, name, kind: 'PAPER', agent: agent.name, source, openedAtMs: now() }
    if (account.kind !== 'PAPER' || account.agent === null || account.source !== source) {
      const what = `a paper account of an agent at ${source} prices`
      throw new AgentAccountTaken(`Account "${id}" is not ${what}, so none can trade it`)
    }
    if (known) accounts.add(storedPaperAccount(parts, known))
    else await committer.commit(openingPaper(parts, account, depositUsd))
    stored.delete(id)
  }
  for (const one of stored.values()) {
    if (one.account.kind === 'PUBLISHED') accounts.add(storedPublishedAccount(parts, one))
    else if (one.account.source === source) accounts.add(storedPaperAccount(parts, one))
    else accounts.addElsewhere(one.account)
  }
}

function storedPublishedAccount(parts: AccountParts, stored: StoredAccount): PublishedAccount {
  return new PublishedAccount(parts, stored.account, {
    positions: stored.publishedPositions as unknown as PublishedPositions | null,
    performance: stored.publishedPerformance as unknown as PublishedPerformance | null,
  })
}

function storedPaperAccount(parts: AccountParts, { account, books, openOrders }: StoredAccount): PaperAccount {
  if (books === null) throw new Error(`The journal has account "${account.id}" without its books`)
  const restored = Books.restore(books, parts.sampleIntervalMs, account.source)
  for (const quote of restored.lastQuotes.values()) parts.board.remember(quote)
  // Orders that were stored without a trailing stop have none.
  const orders = openOrders.map((order) => ({ ...{ trailingStop: null }, ...order }))
  return new PaperAccount(parts, { account, books: restored, openOrders: orders })
}

/** What opens a paper account. Throws a RangeError unless the deposit is a positive number. */
export function openingPaper(parts: OpenParts, account: Account, depositUsd: number): Change {
  const books = Books.open(depositUsd, parts.sampleIntervalMs)
  const commit = { accountId: account.id, books: books.save(books.ledger, new Map()) }
  const made = new PaperAccount(parts, { account, books, openOrders: [] })
  return opening(parts, made, { commit })
}

/** What opens an account, with the first that becomes of it. */
export function opening(
  { accounts }: OpenParts,
  made: PaperAccount | PublishedAccount,
  { commit, takeOver }: Change,
): Change {
  const takeIn = () => {
    accounts.add(made)
    takeOver?.()
  }
  return { commit: { ...commit, open: made.account }, takeOver: takeIn }
}
