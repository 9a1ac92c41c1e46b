import type { EventBus } from '../../bus/event-bus.js'
import type { BuiltInAgentName } from '../../domain/agent.js'
import type { UnixMs } from '../../domain/units.js'
import type { HistoryReader, RecordedMarket } from '../../history/market-history.js'
import type { Logger } from '../../lib/logger.js'
import { SteppedClock } from '../../lib/stepped-clock.js'
import type { Player } from '../../replay/player.js'
import { openTemporaryStore } from '../../storage/temporary-store.js'
import type { Desk } from '../../trading/desk.js'
import { countedIds, pastPace } from '../past/judged-life.js'
import { PastLife } from '../past/past-life.js'
import { recordedMarket } from '../past/recorded-market.js'
import { configuredAgents } from '../trading-agents.js'
import { deskBus } from './desk-bus.js'
import { TradingPlayer } from './trading-player.js'

export interface TradeParts {
  readonly agents: readonly BuiltInAgentName[]
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly history: Pick<HistoryReader, 'segments'>
  readonly market: RecordedMarket
  readonly staleAfterMs: number
  /** It stands at `fromMs`. Disposed of with what this answers. */
  readonly player: Player
  /** Where readers hear of the accounts. */
  readonly bus: EventBus
  readonly onRefusedRead: () => void
  readonly log: Pick<Logger, 'error'>
}

/** Has agents trade in what is played, in fresh accounts, as `npm run backtest` does over the same recording. */
export async function tradeInReplay(parts: TradeParts): Promise<{ readonly player: Player; readonly desk: Desk }> {
  const { agents: names, fromMs, toMs, history, market, staleAfterMs, player, bus, onRefusedRead, log } = parts
  const clock = new SteppedClock(fromMs)
  const { sampleIntervalMs } = pastPace
  const store = await openTemporaryStore({ sampleIntervalMs, onRefusedRead, now: () => clock.now() })
  try {
    const { moments } = recordedMarket({ history, market, staleAfterMs, onHole: () => {} })
    const life = await PastLife.open({
      ...pastPace,
      market: { facts: { name: 'replay', source: 'REPLAY', staleAfterMs }, moments },
      agents: configuredAgents({ agents: names, llm: null }, 'SIMULATED'),
      fromMs,
      now: () => toMs,
      clock,
      journal: store.journal,
      equity: store.equity,
      newId: countedIds(),
      deskBus: (own) => deskBus(own, bus),
      log,
    })
    return { player: new TradingPlayer({ player, life, store }), desk: life.desk }
  } catch (error) {
    await store[Symbol.asyncDispose]()
    throw error
  }
}
