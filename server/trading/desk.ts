import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventBus } from '../bus/event-bus.js'
import type { AccountSet } from '../domain/account-set.js'
import { isPrivate } from '../domain/account.js'
import type { DataSource } from '../domain/source.js'
import type { UnixMs } from '../domain/units.js'
import type { Asker } from '../lib/asker.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { AccountVersions } from '../storage/account-versions.js'
import type { EquityStore } from '../storage/equity-store.js'
import type { Journal } from '../storage/journal.js'
import { LiveAccountList } from './account-list.js'
import type { AccountReader } from './account-reader.js'
import { AgentSeat } from './account/agent-seat.js'
import { Accounts } from './accounts.js'
import { followBus } from './board/follow-bus.js'
import { HeldExpiries } from './board/held-expiries.js'
import { QuoteBoard } from './board/quote-board.js'
import type { Brokerage } from './brokerage.js'
import { CommandRunner } from './commands/command-runner.js'
import { Committer } from './committer.js'
import { DeskReader, rankingNow } from './desk-reader.js'
import { keepPast, type AccountsPast } from './keep-past.js'
import { LiveLeaderboards } from './live-leaderboards.js'
import { openAccounts, openAgentAccounts, refuseSharing, type AgentAccount, type OpenParts } from './open-accounts.js'
import { PastDesk, type PastDeskOptions } from './past/past-desk.js'
import { sampleKeeper } from './sample-keeper.js'
import { Visibility } from './visibility.js'

const secondMs = 1_000

export interface DeskOptions {
  readonly bus: EventBus
  readonly journal: Journal
  /** Left out, or null: nothing is kept of what accounts were before. */
  readonly versions?: AccountVersions | null
  readonly equity: EquityStore
  /** Paces the decisions; times in the values are the market's. */
  readonly clock: Clock
  readonly agents: readonly AgentAccount[]
  /** The accounts of agents who are admitted later. Left out: none is. */
  readonly expected?: readonly string[]
  /** Open accounts that stand still until their agents are admitted. Left out: none does. */
  readonly still?: readonly string[]
  /** Where the market data come from. Accounts of another source stay in the journal and are not opened. */
  readonly source: DataSource
  /** Nobody may open an account under these names, nor under one that looks like them. */
  readonly reservedNames: readonly string[]
  readonly decisionIntervalMs: number
  /** In market time. */
  readonly sampleIntervalMs: number
  /** Makes ids that nobody has. */
  readonly newId: () => string
  /** Tells the feed that an expiry matters, until disposed. */
  readonly watchExpiry: (currency: string, expiryMs: UnixMs) => Disposable
  /** Gets failures that no caller sees. */
  readonly log: Pick<Logger, 'error'>
}

/**
 * Every account, as readers and as owners see them. Disposing stops the trading and waits for what is on its way into
 * the journal; the accounts stay readable.
 */
export interface Desk extends AsyncDisposable {
  /** All accounts. */
  readonly accounts: AccountReader
  /**
   * The accounts as somebody sees them who may read these private ones. The store is read for the asker; left out: for the
   * server itself.
   */
  accountsFor(readable: AccountSet, asker?: Asker): AccountReader
  readonly brokerage: Brokerage
  /**
   * Has further agents trade, whose accounts have a past that the store does not have yet. Accounts that stood still go on.
   * Rejects as `openDesk` and `Journal.keepPast` do; then none of these agents trades, and nothing of the past is kept. Once
   * the past is kept, it waits as long as the store is not available.
   */
  admit(agents: readonly AgentAccount[], past: AccountsPast, signal: AbortSignal): Promise<void>
  /** Accounts as they were, for a market that is played. Null when nothing is kept of that. */
  openPast(options: PastDeskOptions): PastDesk | null
  /** Whether it is time for an agent to decide: as soon as the market says something, it looks at all chains. */
  isToDecide(): boolean
  /** Resolves when everything heard so far is valued, decided and committed. */
  settled(): Promise<void>
}

/**
 * Opens the accounts that the journal has, and those of the agents, and has them follow the market on the bus. Rejects
 * with `StoreUnavailable`, and with `AgentAccountTaken` when two agents have the same id, or the account of an id is not the
 * agent's.
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { bus, journal, versions = null, equity, clock, agents, log } = options
  const stop = new AbortController()
  const { signal } = stop
  const samples = sampleKeeper(equity, log)
  const parts = partsOf(options, samples.keep)
  const { accounts, board, visibility } = parts
  await versions?.noteOpening()
  await openAccounts(parts, agents)
  for (const id of options.still ?? []) accounts.paper(id)?.standStill()
  const seats = [...seatsOf(agents, options, parts, signal)]
  const lookAround = () => {
    for (const account of accounts.papers()) account.mark()
    for (const seat of seats) seat.look()
  }
  const following = followBus(bus, board, { onTurn: lookAround, log, signal })
  const held = new HeldExpiries(options.watchExpiry)
  const list = new LiveAccountList(accounts, (account) => !isPrivate(account))
  const counting = list.follow(bus, signal)
  const leaderboards = new LiveLeaderboards(bus, () => rankingNow(parts))
  visibility.onWithdrawal(() => leaderboards.look(), signal)
  const lookAfter = () => {
    for (const account of accounts.publishers()) account.age()
    leaderboards.look()
    held.follow([...accounts.papers()].flatMap((account) => account.symbols()))
  }
  const aging = everySecond(lookAfter, { clock, log, signal })
  const settled = async () => {
    // What was published before is on the board in the next turn, and looked at in the one after.
    await nextTurn()
    await nextTurn()
    await Promise.all(seats.map((seat) => seat.settled()))
    await Promise.all([...accounts.papers()].map((account) => account.settled()))
    await samples.settled()
  }
  const recordsFor = (asker?: Asker) => (asker ? journal.recordsFor(asker) : journal)
  const readerParts = { accounts, list, leaderboards, recordsFor, equity, bus, visibility }
  const admit: Desk['admit'] = async (newcomers, past, stopped) => {
    refuseSharing([...agents, ...newcomers])
    const open = () => openAgentAccounts(parts, newcomers)
    await keepPast(past, open, { committer: parts.committer, journal, equity, clock, log, signal: stopped })
    seats.push(...seatsOf(newcomers, options, parts, signal))
    lookAround()
    for (const { id } of newcomers) {
      const account = accounts.paper(id)?.account
      if (account) bus.publish('account', id, account)
    }
  }
  const accountsFor: Desk['accountsFor'] = (readable, asker) => new DeskReader(readerParts, readable, asker)
  return {
    accounts: accountsFor('ALL'),
    accountsFor,
    brokerage: new CommandRunner(parts),
    admit,
    openPast: (played) =>
      versions && new PastDesk({ ...options, versions, visibility, order: () => accounts.ids() }, played),
    isToDecide: () => seats.some((seat) => seat.isDue()),
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

function partsOf(options: DeskOptions, onSamples: OpenParts['onSamples']): OpenParts {
  const { bus, journal, clock, log } = options
  const accounts = new Accounts(options)
  const onFault = (err: unknown) => log.error({ err }, 'What was committed could not be taken over, or told, in part')
  return {
    ...options,
    accounts,
    visibility: new Visibility(accounts),
    board: new QuoteBoard(),
    committer: new Committer(journal, bus, onFault),
    turnsOf: (id) => accounts.turnsOf(id),
    now: () => clock.now(),
    onSamples,
    onFailure: (accountId, err) => log.error({ err, accountId }, 'The engine could not commit; it tries again'),
  }
}

/** The agents at their accounts. An account that cannot be read has nobody to trade it. */
function seatsOf(
  agents: readonly AgentAccount[],
  { clock, decisionIntervalMs, log }: DeskOptions,
  { accounts, board }: OpenParts,
  signal: AbortSignal,
): readonly AgentSeat[] {
  return agents.flatMap(({ id, agent }) => {
    const account = accounts.paper(id)
    const onFailure = (err: unknown, what: string) => log.error({ err, accountId: id }, what)
    return account ? [new AgentSeat({ account, agent, board, clock, decisionIntervalMs, signal, onFailure })] : []
  })
}

interface Pacing extends Pick<DeskOptions, 'clock' | 'log'> {
  readonly signal: AbortSignal
}

/** Does the work at once and every second. A fault is logged, and the work is tried again. */
async function everySecond(work: () => void, { clock, log, signal }: Pacing): Promise<void> {
  while (!signal.aborted) {
    try {
      work()
    } catch (err) {
      log.error({ err }, 'The trading desk could not look after its accounts; it tries again')
    }
    await clock.sleep(secondMs, signal)
  }
}
