import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventBus } from '../bus/event-bus.js'
import type { Account } from '../domain/account.js'
import type { EquityPoint } from '../domain/performance.js'
import type { DataSource } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { EquityStore } from '../storage/equity-store.js'
import type { Journal, StoredAccount } from '../storage/journal.js'
import type { AccountReader } from './account-reader.js'
import { savedNew } from './account/books.js'
import { AgentSeat } from './account/agent-seat.js'
import { LiveAccountList } from './account-list.js'
import { Accounts } from './accounts.js'
import { accountReader, bestAccounts } from './desk-reader.js'
import { deskBrokerage } from './desk-brokerage.js'
import type { TradingAgent } from './agents/trading-agent.js'
import { followBus } from './board/follow-bus.js'
import { QuoteBoard } from './board/quote-board.js'
import type { Brokerage } from './brokerage.js'
import { Committer } from './committer.js'
import { LiveLeaderboards } from './live-leaderboards.js'
import type { AccountParts } from './open-accounts.js'
import { paperAccount, publishedAccount } from './open-accounts.js'
import { HeldExpiries } from './board/held-expiries.js'

/** An agent and the paper account that it trades, opened when it is not there yet. */
export interface AgentAccount {
  readonly id: string
  readonly name: string
  readonly agent: TradingAgent
  readonly depositUsd: number
}

export interface DeskOptions {
  readonly bus: EventBus
  readonly journal: Journal
  readonly equity: EquityStore
  /** Paces the decisions; times in the values are the market's. */
  readonly clock: Clock
  readonly agents: readonly AgentAccount[]
  /** Where the market data come from. Accounts of another source stay in the journal and are not opened. */
  readonly source: DataSource
  readonly decisionIntervalMs: number
  /** In market time. */
  readonly sampleIntervalMs: number
  /** Makes ids that nobody has. */
  readonly newId: () => string
  /** Tells the feed that an expiry matters, until disposed. */
  readonly watchExpiry: (currency: string, expiryMs: UnixMs) => Disposable
  /** Where failures are told that stay inside. */
  readonly log: Pick<Logger, 'error'>
}

/**
 * Every account, as readers and as owners see them. Disposing stops the trading and waits for what is on its way into
 * the journal; the accounts stay readable.
 */
export interface Desk extends AsyncDisposable {
  readonly accounts: AccountReader
  readonly brokerage: Brokerage
  /** Resolves when everything heard so far is valued, decided and committed. */
  settled(): Promise<void>
}

/** An agent cannot have the account that it is to trade. */
export class AgentAccountTaken extends Error {
  override readonly name = 'AgentAccountTaken'
}

/**
 * Opens the accounts that the journal has, and those of the agents, and has them follow the market on the bus. Rejects
 * with `StoreUnavailable`, and with `AgentAccountTaken` for ids given twice or those of accounts that are not the agent's.
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { bus, journal, equity, clock, agents, source, log } = options
  if (new Set(agents.map(({ id }) => id)).size < agents.length)
    throw new AgentAccountTaken('Two agents have the same account')
  const stop = new AbortController()
  const board = new QuoteBoard()
  const accounts = new Accounts()
  const samples = sampleKeeper(equity, log)
  const parts: AccountParts = {
    board,
    bus,
    committer: new Committer(journal, bus, (err) =>
      log.error({ err }, 'An account could not take over what was committed'),
    ),
    sampleIntervalMs: options.sampleIntervalMs,
    newId: options.newId,
    now: () => clock.now(),
    onSamples: samples.keep,
    onFailure: (accountId, error) =>
      log.error({ err: error, accountId }, 'The engine could not commit; it tries again'),
  }
  const stored = new Map((await journal.accounts()).map((one) => [one.account.id, one]))
  const seats: AgentSeat[] = []
  for (const spec of agents) {
    const account = stored.get(spec.id) ?? (await openFor(spec, { ...parts, source }))
    const { kind, agent, source: itsSource } = account.account
    if (kind !== 'PAPER' || agent === null || itsSource !== source) {
      throw new AgentAccountTaken(
        `Account "${spec.id}" is not a paper account of an agent at ${source} prices, so none can trade it`,
      )
    }
    const paper = paperAccount(parts, account.account, account)
    accounts.addPaper(paper)
    stored.delete(spec.id)
    seats.push(
      new AgentSeat({
        account: paper,
        agent: spec.agent,
        board,
        clock,
        decisionIntervalMs: options.decisionIntervalMs,
        signal: stop.signal,
        onFailure: (error, what) => log.error({ err: error, accountId: spec.id }, what),
      }),
    )
  }
  for (const one of stored.values()) reopen(one, { accounts, parts, source })
  const lookAround = () => {
    for (const account of accounts.papers()) account.mark()
    for (const seat of seats) seat.look()
  }
  const following = followBus(bus, board, { onTurn: lookAround, log, signal: stop.signal })
  const held = new HeldExpiries(options.watchExpiry)
  const list = new LiveAccountList(accounts)
  const counting = list.follow(bus, stop.signal)
  const leaderboards = new LiveLeaderboards(bus, (first) => bestAccounts(accounts, first))
  const aging = everySecond(clock, stop.signal, () => {
    try {
      for (const account of accounts.publishers()) account.age()
      leaderboards.look()
      held.follow([...accounts.papers()].flatMap((account) => account.symbols()))
    } catch (error) {
      log.error({ err: error }, 'The trading desk could not look after its accounts; it tries again')
    }
  })
  const settled = async () => {
    // What was published before is on the board in the next turn, and looked at in the one after.
    await nextTurn()
    await nextTurn()
    await Promise.all(seats.map((seat) => seat.settled()))
    await Promise.all([...accounts.papers()].map((account) => account.settled()))
    await samples.settled()
  }
  return {
    accounts: accountReader({ accounts, list, leaderboards, equity }),
    brokerage: deskBrokerage({ ...parts, accounts, journal, source }),
    settled,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all([following, aging, counting])
      held.follow([])
      await settled()
      await Promise.all([...accounts.papers()].map((account) => account.save()))
    },
  }
}

async function openFor(
  spec: AgentAccount,
  { committer, source, now, sampleIntervalMs }: AccountParts & Pick<DeskOptions, 'source'>,
): Promise<StoredAccount> {
  const { id, name, agent, depositUsd } = spec
  const account: Account = { id, name, kind: 'PAPER', agent: agent.name, source, openedAtMs: now() }
  const books = savedNew(depositUsd, sampleIntervalMs)
  await committer.commit({ accountId: id, open: account, books }, () => {})
  return { account, books, openOrders: [], publishedPositions: null, publishedPerformance: null }
}

/** Accounts that no agent of ours trades, or none any more. */
function reopen(
  stored: StoredAccount,
  { accounts, parts, source }: { accounts: Accounts; parts: AccountParts; source: DataSource },
): void {
  const { account } = stored
  if (account.kind === 'PUBLISHED') accounts.addPublished(publishedAccount(parts, account, stored))
  else if (account.source === source) accounts.addPaper(paperAccount(parts, account, stored))
  else accounts.addElsewhere(account)
}

async function everySecond(clock: Clock, signal: AbortSignal, work: () => void): Promise<void> {
  while (!signal.aborted) {
    work()
    await clock.sleep(1_000, signal)
  }
}

/** Keeps samples of account value without anyone waiting; those that cannot be kept are gaps in the curve. */
function sampleKeeper(equity: EquityStore, log: Pick<Logger, 'error'>) {
  let keeping: Promise<void> = Promise.resolve()
  return {
    keep(accountId: string, samples: readonly EquityPoint[]) {
      const kept = equity.add(samples.map((sample) => ({ accountId, ...sample })))
      const told = kept.catch((error: unknown) => log.error({ err: error, accountId }, 'Samples could not be kept'))
      keeping = Promise.all([keeping, told]).then(() => undefined)
    },
    settled: () => keeping,
  }
}
