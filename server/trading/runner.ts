import type { EventBus } from '../bus/event-bus.js'
import type { Account } from '../domain/account.js'
import type { MarketData } from '../domain/market-data.js'
import type { DataSource } from '../domain/source.js'
import type { Clock } from '../lib/clock.js'
import type { DecisionJournal } from '../storage/decision-journal.js'
import type { AccountBook } from './account-book.js'
import type { TradingLog } from './account/paper-account.js'
import { PaperAccount } from './account/paper-account.js'
import type { TradingAgent } from './agents/trading-agent.js'

/** An account to open. */
export interface PaperAccountSpec {
  readonly id: string
  readonly name: string
  readonly agent: TradingAgent
  readonly depositUsd: number
}

export interface TradingOptions {
  readonly bus: EventBus
  readonly journal: DecisionJournal
  /** Paces the decisions; all times in the values are the market's. */
  readonly clock: Clock
  readonly accounts: readonly PaperAccountSpec[]
  /** Where the market data come from, as accounts say it before they have heard any. */
  readonly source: DataSource
  readonly decisionIntervalMs?: number
  /** In market time. */
  readonly sampleIntervalMs?: number
  readonly signal?: AbortSignal
  readonly log?: TradingLog
}

/** Disposing stops the trading and waits for a decision on its way into the journal; the accounts stay readable. */
export interface TradingDesk extends AccountBook, AsyncDisposable {}

const silent: TradingLog = { error: () => {} }

/**
 * Opens paper accounts and lets their agents trade on the market data of the bus, until the signal, disposal, or the end
 * of the bus. The accounts can be read at once: before any market data they hold their deposit, as of null, STALE.
 *
 * At every market event an account is valued, and what changed at published precision of its performance, positions and
 * portfolio is published. An agent is asked at most once in `decisionIntervalMs`, and only by a live market with a
 * perpetual. Accounts do not wait for each other. Throws a RangeError for ids given twice or a deposit that is not
 * positive.
 */
export function startTrading(options: TradingOptions): TradingDesk {
  const { bus, log = silent } = options
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const accounts = new Map(options.accounts.map((spec) => [spec.id, openAccount(spec, options)]))
  if (accounts.size < options.accounts.length) throw new RangeError('Two accounts have the same id')
  const loops = [...accounts.values()].map((account) => {
    const keys = [account.agent.currency]
    return follow(account, bus.subscribe('marketData', { keys, signal }), log)
  })
  return {
    accounts: () => [...accounts.values()].map(({ account }) => account),
    performance: (id) => accounts.get(id)?.live.performance() ?? null,
    positions: (id) => accounts.get(id)?.live.positions() ?? null,
    portfolio: (id) => accounts.get(id)?.live.portfolio() ?? null,
    equityCurve: (id, points) => accounts.get(id)?.equityCurve(points) ?? null,
    async [Symbol.asyncDispose]() {
      stop.abort()
      await Promise.all(loops)
      await Promise.all([...accounts.values()].map((account) => account.settled()))
    },
  }
}

function openAccount({ id, name, agent, depositUsd }: PaperAccountSpec, options: TradingOptions): PaperAccount {
  const { bus, journal, clock, source, decisionIntervalMs = 10_000, sampleIntervalMs = 60_000, log = silent } = options
  const account: Account = { id, name, kind: 'PAPER', agent: agent.name, source }
  return new PaperAccount({
    account,
    agent,
    depositUsd,
    bus,
    journal,
    clock,
    decisionIntervalMs,
    sampleIntervalMs,
    log,
  })
}

/** A fault in one event must not end the account's day. */
async function follow(account: PaperAccount, markets: AsyncIterable<MarketData>, log: TradingLog): Promise<void> {
  try {
    for await (const market of markets) {
      try {
        account.hear(market)
      } catch (error) {
        log.error({ err: error, accountId: account.account.id }, 'An account could not take in the market')
      }
    }
  } catch (error) {
    log.error({ err: error, accountId: account.account.id }, 'An account no longer hears the market')
  }
}
