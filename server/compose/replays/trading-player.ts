import type { UnixMs } from '../../domain/units.js'
import { closeAll } from '../../lib/close-all.js'
import type { Player } from '../../replay/player.js'
import type { PastLife } from '../past/past-life.js'

export interface TradingParts {
  /** What readers see of the market. */
  readonly player: Player
  /** The agents in the same recording, from the same time on. */
  readonly life: Pick<PastLife, 'nextMs' | 'step' | typeof Symbol.asyncDispose>
  /** Where their accounts are kept. */
  readonly store: AsyncDisposable
}

/**
 * Plays a recorded market in which agents trade. At each moment readers have the market first, and then what the agents do about it.
 * The agents read the recording by themselves, as in a backtest: so they decide the same.
 */
export class TradingPlayer implements Player {
  readonly #parts: TradingParts

  constructor(parts: TradingParts) {
    this.#parts = parts
  }

  get positionMs(): UnixMs {
    return this.#parts.player.positionMs
  }

  async next(): ReturnType<Player['next']> {
    const { player, life } = this.#parts
    const [market, dueMs] = [await player.next(), await life.nextMs()]
    const isFirst = market !== null && dueMs !== null && dueMs < market.atMs
    return isFirst ? { atMs: dueMs, isAfterHole: false } : market
  }

  async until(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { player, life } = this.#parts
    for (let dueMs = await life.nextMs(); dueMs !== null && dueMs <= ms; dueMs = await life.nextMs()) {
      await player.until(dueMs, signal)
      if (signal.aborted) return
      await life.step()
    }
    await player.until(ms, signal)
  }

  /** What agents did is not undone. */
  seek(): Promise<void> {
    return Promise.reject(new Error('A replay with agents only goes forward'))
  }

  [Symbol.asyncDispose](): Promise<void> {
    const { player, life, store } = this.#parts
    return closeAll([life, player, store])
  }
}
