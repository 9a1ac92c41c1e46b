import type { EventBus } from '../../../server/bus/event-bus.js'
import { memoryBus } from '../../../server/bus/memory/memory-bus.js'
import type { AgentsPast } from '../../../server/compose/warm-up/agents-past.js'
import { planCatchUp } from '../../../server/compose/warm-up/catch-up.js'
import { planWarmUp } from '../../../server/compose/warm-up/warm-up.js'
import { parseConfig } from '../../../server/config/config.js'
import { simulatedFeed } from '../../../server/feeds/simulated/simulated-feed.js'
import { createLogger } from '../../../server/lib/logger.js'
import { MarketState } from '../../../server/market/market-state.js'
import { pumpFeed } from '../../../server/market/pump-feed.js'
import type { Journal } from '../../../server/storage/journal.js'
import type { Store } from '../../../server/storage/open-store.js'
import type { AgentDecision, TradingAgent } from '../../../server/trading/agents/trading-agent.js'
import { openDesk, type Desk, type DeskOptions } from '../../../server/trading/desk.js'
import { noon } from '../builders.js'
import { ManualClock } from '../manual-clock.js'

/** Of the warm-up, unless it is said otherwise. */
export const hours = 2
const minute = 60_000
const log = createLogger('silent', false)
/** Of all servers: they may have the same store. */
let ids = 0

/** Buys, sells after an hour, and says how often it was asked. */
function countingAgent(): TradingAgent {
  let asked = 0
  return {
    name: 'Counting',
    model: 'counting-1',
    currency: 'BTC',
    decide({ market }): readonly AgentDecision[] {
      asked += 1
      const thought = { symbol: market.perpetual?.symbol ?? '', confidence: 0.5, reasoning: `Asked ${asked} times.` }
      if (asked === 61) return [{ ...thought, action: 'CLOSE', quantityCoin: null }]
      if (asked !== 1) return [{ ...thought, action: 'HOLD' }]
      const exits = { stopLossUsd: null, profitTargetUsd: null, invalidation: null, invalidationRule: null }
      return [{ ...thought, ...exits, action: 'BUY_TO_ENTER', quantityCoin: 0.1, leverage: 1 }]
    },
  }
}

/** A server without its API, at noon. */
export class Started implements AsyncDisposable {
  readonly bus: EventBus = memoryBus()
  readonly stop = new AbortController()
  readonly makeAgents = () =>
    this.ids.map((id) => ({ id, name: `Account ${id}`, agent: this.makeAgent(), depositUsd: 10_000 }))
  readonly newId = () => `id-${(ids += 1)}`

  constructor(
    readonly store: Store,
    private readonly env: Record<string, string> = {},
    readonly clock = new ManualClock(noon),
    private readonly ids = ['counting'],
    private readonly makeAgent: () => TradingAgent = countingAgent,
  ) {}

  plan(journal = this.store.journal): Promise<AgentsPast | null> {
    return planWarmUp(this.#parts(journal))
  }

  /** That of the pause, for all of its agents. */
  planCatchUp(journal = this.store.journal): Promise<AgentsPast | null> {
    return planCatchUp(this.#parts(journal))
  }

  openDesk(
    journal = this.store.journal,
    equity = this.store.equity,
    waiting: Pick<DeskOptions, 'agents' | 'expected' | 'still'> = { agents: [], expected: this.ids },
  ): Promise<Desk> {
    const { clock, bus, newId } = this
    return openDesk({
      bus,
      journal,
      equity,
      clock,
      ...waiting,
      source: 'SIMULATED',
      reservedNames: [],
      decisionIntervalMs: 10_000,
      sampleIntervalMs: minute,
      newId,
      watchExpiry: () => ({ [Symbol.dispose]: () => undefined }),
      log,
    })
  }

  #parts(journal: Journal) {
    const { feed, trading } = parseConfig({ SIM_WARMUP_HOURS: String(hours), ...this.env })
    const { clock, bus, makeAgents, newId } = this
    return { feed, trading, makeAgents, journal, bus, clock, log, newId }
  }

  /** The live market, for so long. */
  async hearFor(ms: number, desk: Desk): Promise<void> {
    const { clock, bus } = this
    const feed = simulatedFeed({ seed: 'gammacast', tickMs: 1_000, chainMs: minute, clock, currencies: ['BTC'] })
    const state = new MarketState(feed, () => clock.now())
    const stop = new AbortController()
    const pumping = pumpFeed({ feed, state, bus, clock, log }, stop.signal)
    await clock.advance(ms, () => desk.settled())
    stop.abort()
    await pumping
  }

  /** Runs it as a server does. The market is heard for the first time. */
  async run(warmUp: AgentsPast | null, desk: Desk): Promise<void> {
    const running = warmUp?.run(desk, this.stop.signal)
    await this.hearFor(1, desk)
    await running
  }

  async [Symbol.asyncDispose]() {
    this.stop.abort()
    await this.bus[Symbol.asyncDispose]()
  }
}
