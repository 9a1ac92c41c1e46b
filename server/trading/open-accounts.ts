import { isPrivate, type Account } from '../domain/account.js'
import type { DataSource } from '../domain/source.js'
import { DoesNotFit } from '../lib/checked.js'
import type { Logger } from '../lib/logger.js'
import type { Journal, StoredAccount, UnreadableAccount } from '../storage/journal.js'
import type { AccountParts } from './account/account-parts.js'
import { Books } from './account/books.js'
import { PaperAccount, type PaperStart } from './account/paper-account.js'
import { restoreBooks } from './account/restore-books.js'
import type { Accounts } from './accounts.js'
import type { TradingAgent } from './agents/trading-agent.js'
import type { Change } from './committer.js'
import { PublishedAccount } from './published/published-account.js'
import type { Visibility } from './visibility.js'

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
  readonly visibility: Visibility
  readonly journal: Journal
  /** Where the market data come from: new paper accounts trade in these prices. */
  readonly source: DataSource
  readonly log: Pick<Logger, 'error'>
}

/**
 * Opens the accounts of the agents and then all others of the journal. It does not open accounts that trade in the prices
 * of another source, nor accounts of which something stored cannot be read; of these only the ids are known. Rejects with
 * `AgentAccountTaken` when two agents have the same id, or the account of an id is not the agent's.
 */
export async function openAccounts(parts: OpenParts, agents: readonly AgentAccount[]): Promise<void> {
  refuseSharing(agents)
  const { accounts, source } = parts
  const { readable, unreadable } = await parts.journal.accounts()
  for (const one of unreadable) setAside(parts, one)
  const stored = new Map(readable.map((one) => [one.account.id, one]))
  await openOfAgents(parts, agents, stored)
  for (const one of stored.values()) {
    if (agents.some(({ id }) => id === one.account.id)) continue
    if (one.account.kind === 'PUBLISHED') reopenPublished(parts, one)
    else if (one.account.source === source) reopenPaper(parts, one)
    else accounts.addElsewhere(one.account)
  }
}

/** Opens the accounts of agents who come later, or has them go on where they stood still. Rejects as `openAccounts` does. */
export async function openAgentAccounts(parts: OpenParts, agents: readonly AgentAccount[]): Promise<void> {
  const { readable } = await parts.journal.accounts()
  await openOfAgents(parts, agents, new Map(readable.map((one) => [one.account.id, one])))
}

/** Throws `AgentAccountTaken` when two of them have the same id. */
export function refuseSharing(agents: readonly AgentAccount[]): void {
  if (new Set(agents.map(({ id }) => id)).size < agents.length) {
    throw new AgentAccountTaken('Two agents have the same account')
  }
}

async function openOfAgents(
  parts: OpenParts,
  agents: readonly AgentAccount[],
  stored: ReadonlyMap<string, StoredAccount>,
): Promise<void> {
  const { accounts, committer, source, now } = parts
  for (const { id, name, agent, depositUsd } of agents) {
    if (accounts.isUnreadable(id)) continue
    const open = accounts.get(id)
    const known = stored.get(id)
    const account = (open ?? known)?.account ?? {
      id,
      name,
      kind: 'PAPER',
      agent: agent.name,
      source,
      openedAtMs: now(),
    }
    if (account.kind !== 'PAPER' || account.agent === null || account.source !== source) {
      const what = `a paper account of an agent at ${source} prices`
      throw new AgentAccountTaken(`Account "${id}" is not ${what}, so none can trade it`)
    }
    if (open) {
      if (known && open instanceof PaperAccount && open.isStill) open.goOn(storedStart(parts, known))
      continue
    }
    if (known) reopenPaper(parts, known)
    else await committer.commit(openingPaper(parts, account, depositUsd))
  }
}

function reopenPublished(parts: OpenParts, { account, publishedPositions, publishedPerformance }: StoredAccount): void {
  const before = { positions: publishedPositions, performance: publishedPerformance }
  parts.accounts.add(new PublishedAccount(parts, account, before))
}

function reopenPaper(parts: OpenParts, stored: StoredAccount): void {
  const { account } = stored
  try {
    parts.accounts.add(new PaperAccount(parts, storedStart(parts, stored)))
  } catch (fault) {
    if (!(fault instanceof DoesNotFit)) throw fault
    setAside(parts, { id: account.id, account, fault })
  }
}

function setAside({ accounts, log }: OpenParts, { id, account, fault }: UnreadableAccount): void {
  log.error({ err: fault, accountId: id }, 'What is stored of an account cannot be read: it is not opened')
  accounts.addUnreadable(id, account)
}

function storedStart(parts: AccountParts, { account, books, openOrders }: StoredAccount): PaperStart {
  const restored = restoreBooks(account, books, parts.sampleIntervalMs)
  for (const quote of restored.lastQuotes.values()) parts.board.remember(quote)
  return { account, books: restored, openOrders }
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
  { accounts, visibility }: OpenParts,
  made: PaperAccount | PublishedAccount,
  { commit, takeOver }: Change,
): Change {
  const add = () => accounts.add(made)
  const takeIn = () => {
    if (isPrivate(made.account)) visibility.change(made.account.id, add)
    else add()
    takeOver?.()
  }
  return { commit: { ...commit, open: made.account }, takeOver: takeIn }
}
