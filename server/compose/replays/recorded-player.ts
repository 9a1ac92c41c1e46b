import type { EventBus } from '../../bus/event-bus.js'
import type { UnixMs } from '../../domain/units.js'
import { publishedBeforeMs, type PlayedMarket } from '../../history/play/played-market.js'
import type { Player } from '../../replay/player.js'
import type { PastDesk } from '../../trading/past/past-desk.js'
import type { PlayedSeries } from './played-series.js'

export interface PlayerParts {
  readonly played: PlayedMarket
  /** Null: no accounts are played. */
  readonly past: PastDesk | null
  readonly series: PlayedSeries
  /** What is played is published on it. */
  readonly bus: EventBus
  readonly toMs: UnixMs
}

/** What accounts did is read so far ahead of the clock. */
const readAheadMs = 30_000

/** Plays a market with the accounts on it. */
export class RecordedPlayer implements Player {
  readonly #parts: PlayerParts
  #readUntilMs: UnixMs = -Infinity

  constructor(parts: PlayerParts) {
    this.#parts = parts
  }

  get positionMs(): UnixMs {
    return this.#parts.played.positionMs
  }

  next(): ReturnType<Player['next']> {
    return this.#parts.played.next()
  }

  async until(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { played, past, toMs } = this.#parts
    if (past && ms > this.#readUntilMs) {
      const untilMs = Math.min(Math.max(ms, played.positionMs + readAheadMs), Math.max(ms, toMs))
      await past.advance(untilMs)
      this.#readUntilMs = untilMs
    }
    await played.until(ms, signal)
  }

  async seek(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { played, past, series, bus } = this.#parts
    series.startOver()
    const toldFromMs = past ? await past.goTo(ms) : ms
    this.#readUntilMs = ms
    // Chains that nobody hears are not published. Here they are to be as they were, not so before.
    const isNearly = () => played.positionMs >= ms - publishedBeforeMs
    const hearing = bus.subscribe('optionChain', { accepts: isNearly })
    try {
      await played.seek(ms, signal, { toldFromMs })
    } finally {
      await hearing.return?.()
    }
    past?.mark()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#parts.played[Symbol.asyncDispose]()
    await this.#parts.past?.[Symbol.asyncDispose]()
  }
}
