import type { EventBus } from '../../bus/event-bus.js'
import type { Account } from '../../domain/account.js'
import type { Decision } from '../../domain/decision.js'
import type { MarketData } from '../../domain/market-data.js'
import type { EquityPoint } from '../../domain/performance.js'
import type { Clock } from '../../lib/clock.js'
import type { DecisionJournal } from '../../storage/decision-journal.js'
import type { AgentView, TradingAgent } from '../agents/trading-agent.js'
import type { Action, Situation } from './action.js'
import { agentAction } from './agent-action.js'
import { AccountBooks } from './books.js'
import type { TradableMarket } from './decision-record.js'
import type { LiveAccount } from './live-account.js'
import { liveAccount } from './live-account.js'
import { liquidation } from './liquidation.js'
import type { Pace } from './pace.js'
import { startPace } from './pace.js'

/** Where failures are told that stay inside. */
export interface TradingLog {
  error(details: object, message: string): void
}

export interface PaperAccountParts {
  readonly account: Account
  readonly agent: TradingAgent
  readonly depositUsd: number
  readonly bus: EventBus
  readonly journal: DecisionJournal
  readonly clock: Clock
  readonly decisionIntervalMs: number
  readonly sampleIntervalMs: number
  readonly log: TradingLog
}

/**
 * One paper account and the agent that trades it.
 *
 * A decision counts once the journal has it: only then does its fill go into the books, are the new values shown, and is
 * the decision published. While the journal is busy the account goes on being valued and decides nothing else.
 */
export class PaperAccount {
  readonly account: Account
  readonly agent: TradingAgent
  readonly live: LiveAccount
  readonly #parts: PaperAccountParts
  readonly #books: AccountBooks
  readonly #pace: Pace
  #committing: Promise<void> | null = null
  #quietUntilMs = -Infinity

  constructor(parts: PaperAccountParts) {
    const { account, depositUsd, sampleIntervalMs } = parts
    this.#parts = parts
    this.#books = new AccountBooks({ accountId: account.id, source: account.source, depositUsd, sampleIntervalMs })
    this.#pace = startPace(parts.decisionIntervalMs)
    this.account = account
    this.agent = parts.agent
    this.live = liveAccount(parts.bus, this.#books.moment())
  }

  /** Takes in the market as it is now: values the account, shows it, and decides when it is time. Never waits. */
  hear(market: MarketData): void {
    this.#books.mark(market)
    this.live.show(this.#books.moment())
    if (!isTradable(market) || this.#committing || this.#parts.clock.now() < this.#quietUntilMs) return
    const situation = { accountId: this.account.id, market, books: this.#books.marked() }
    const action = liquidation(situation) ?? this.#askAgent(situation)
    if (action) this.#committing = this.#commit(action).finally(() => (this.#committing = null))
  }

  /** The newest samples of account value, oldest first. */
  equityCurve(points: number): readonly EquityPoint[] {
    return this.#books.equityCurve(points)
  }

  /** Resolves when no decision is on its way into the journal. */
  async settled(): Promise<void> {
    await this.#committing
  }

  #askAgent(situation: Situation): Action | null {
    const { agent } = this
    const { clock, log } = this.#parts
    const nowMs = clock.now()
    if (!this.#pace.due(nowMs)) return null
    this.#pace.done(nowMs)
    return agentAction(situation, agent, this.#view(situation.market), (error) =>
      log.error({ err: error, accountId: this.account.id, agent: agent.name }, 'An agent failed to decide'),
    )
  }

  #view(market: TradableMarket): AgentView {
    const { accountValueUsd } = this.live.performance()
    const { marginAvailableUsd } = this.live.portfolio()
    const { symbol } = market.perpetual
    const position = this.live.positions().positions.find((one) => one.symbol === symbol) ?? null
    return { market, position, account: { accountValueUsd, marginAvailableUsd }, nowMs: market.asOf }
  }

  async #commit({ record, fill }: Action): Promise<void> {
    const { bus, journal, clock, decisionIntervalMs, log } = this.#parts
    let decision: Decision
    try {
      decision = await journal.append(record)
    } catch (error) {
      this.#quietUntilMs = clock.now() + decisionIntervalMs
      log.error({ err: error, accountId: this.account.id }, 'A decision was not committed, so it was not carried out')
      return
    }
    if (fill) this.#books.apply(fill)
    this.live.show(this.#books.moment())
    bus.publish('decision', this.account.id, decision)
  }
}

function isTradable(market: MarketData): market is TradableMarket {
  return market.freshness === 'LIVE' && market.perpetual !== null && market.asOf !== null
}
