import type { Clock } from '../../lib/clock.js'
import type { AgentDecision, AgentView, TradingAgent } from '../agents/trading-agent.js'
import type { QuoteBoard } from '../board/quote-board.js'
import { portfolioGreeks } from '../engine/position-greeks.js'
import { heldPositions } from './account-views.js'
import { executeDecision } from './execute-decision.js'
import { startPace, type Pace } from './pace.js'
import type { PaperAccount } from './paper-account.js'

export interface AgentSeatParts {
  readonly account: PaperAccount
  readonly agent: TradingAgent
  readonly board: QuoteBoard
  readonly clock: Clock
  readonly decisionIntervalMs: number
  readonly signal: AbortSignal
  /** Called with the reason when an agent failed to decide, or when its decision could not be committed. */
  readonly onFailure: (error: unknown, what: string) => void
}

/** An agent and the account that it trades. */
export class AgentSeat {
  readonly #parts: AgentSeatParts
  readonly #pace: Pace
  #deciding: Promise<void> | null = null

  constructor(parts: AgentSeatParts) {
    this.#parts = parts
    this.#pace = startPace(parts.decisionIntervalMs)
  }

  /** Whether it is time to ask the agent. */
  isDue(): boolean {
    const { clock, signal } = this.#parts
    return this.#deciding === null && !signal.aborted && this.#pace.due(clock.now())
  }

  /** Asks the agent when it is time and its market can be traded. Never waits. */
  look(): void {
    const { clock } = this.#parts
    if (!this.isDue()) return
    const view = this.#view()
    if (!view) return
    this.#pace.done(clock.now())
    this.#deciding = this.#decide(view).finally(() => (this.#deciding = null))
  }

  /** Resolves when no decision is being made or committed. */
  async settled(): Promise<void> {
    await this.#deciding
  }

  async #decide(view: AgentView): Promise<void> {
    const { account, agent, signal, onFailure } = this.#parts
    const decisions = await this.#ask(view)
    if (signal.aborted) return
    try {
      await account.act((step) => {
        for (const decision of decisions) {
          executeDecision(step, decision, { model: agent.model, freshness: view.market.freshness })
        }
      })
    } catch (error) {
      onFailure(error, 'What an agent decided was not committed, so it was not carried out')
    }
  }

  /** An agent that throws or answers no decision gets a HOLD with an error. */
  async #ask(view: AgentView): Promise<readonly AgentDecision[]> {
    const { agent, signal, onFailure } = this.#parts
    const failed = (error: string): AgentDecision[] => {
      const symbol = view.market.perpetual?.symbol ?? agent.currency
      const reasoning = 'The agent failed, so everything stays as it is.'
      return [{ action: 'HOLD', symbol, confidence: null, reasoning, error }]
    }
    try {
      const decisions = await agent.decide(view, signal)
      return decisions.length > 0 ? decisions : failed('The agent decided nothing')
    } catch (error) {
      onFailure(error, 'An agent failed to decide')
      return failed('The agent failed to decide')
    }
  }

  /** Null while the market cannot be traded. */
  #view(): AgentView | null {
    const { account, agent, board } = this.#parts
    const market = board.market(agent.currency)
    if (market?.freshness !== 'LIVE' || market.perpetual === null || market.asOf === null) return null
    const { totals } = account.books
    const { totalDeltaUsd, totalGammaUsd, totalVegaUsd, totalThetaUsd } = portfolioGreeks(
      account.books.ledger,
      board.quotes,
    )
    return {
      market,
      chains: board.chains(agent.currency),
      instruments: board.instruments,
      positions: heldPositions({ books: account.books, quotes: board.quotes }),
      account: {
        accountValueUsd: totals.accountValueUsd,
        marginAvailableUsd: totals.marginAvailableUsd,
        greeks: { totalDeltaUsd, totalGammaUsd, totalVegaUsd, totalThetaUsd },
      },
      nowMs: market.asOf,
    }
  }
}
