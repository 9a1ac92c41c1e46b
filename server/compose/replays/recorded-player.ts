import { setImmediate as nextTurn } from 'node:timers/promises'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import type { PlayedMarket } from '../../history/play/played-market.js'
import { NobodyWaits } from '../../lib/asker.js'
import { closeAll } from '../../lib/close-all.js'
import type { FairQueue } from '../../lib/fair-queue.js'
import type { ReadGate } from '../../lib/read-gate.js'
import { PastRemoved, type Player } from '../../replay/player.js'
import { VersionsRemoved } from '../../storage/account-versions.js'
import type { PastDesk } from '../../trading/past/past-desk.js'
import type { HeldBus } from './held-bus.js'
import type { PlayedSeries } from './played-series.js'

export interface PlayerParts {
  readonly played: Pick<
    PlayedMarket,
    'positionMs' | 'next' | 'until' | 'passInHole' | 'seek' | 'playOptions' | typeof Symbol.asyncDispose
  >
  /** Null: no accounts are played. */
  readonly past: Pick<PastDesk, 'goTo' | 'advance' | 'mark' | 'needsOptions' | typeof Symbol.asyncDispose> | null
  readonly series: Pick<PlayedSeries, 'startAt' | 'arrive'>
  /** Where the market and the accounts are published. */
  readonly bus: Pick<HeldBus, 'hold' | 'release'>
  /** Closed while it goes to a time. */
  readonly gate: Pick<ReadGate, 'close' | 'open'>
  readonly toMs: UnixMs
  /** An address or a user. */
  readonly owner: string
  /** All who go to a time take turns. */
  readonly turns: FairQueue
}

/** How far ahead of the clock what accounts did is read. */
const readAheadMs = 30_000
/** How much of it is read at a time, also over a hole. It is held in memory until the clock comes to it. */
const mostReadMs = 5 * msPerMinute

/**
 * Plays a market with the accounts on it. While it goes to a time, nobody reads it or hears of it: on its way it shows times that it
 * does not play.
 */
export class RecordedPlayer implements Player {
  readonly #parts: PlayerParts
  #readUntilMs: UnixMs
  /** Where it was when it began to go to a time. Null: it goes nowhere. */
  #leftMs: UnixMs | null = null

  constructor(parts: PlayerParts) {
    this.#parts = parts
    this.#readUntilMs = parts.played.positionMs
  }

  get positionMs(): UnixMs {
    return this.#leftMs ?? this.#parts.played.positionMs
  }

  next(): ReturnType<Player['next']> {
    return this.#parts.played.next()
  }

  async until(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { played, past } = this.#parts
    while (past && ms > this.#readUntilMs && !signal.aborted) {
      await this.#readOn(past, ms)
      if (ms > this.#readUntilMs) await this.#goTo(this.#readUntilMs, signal)
    }
    await played.until(ms, signal)
  }

  async seek(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { played, series, owner, turns, bus, gate } = this.#parts
    this.#leftMs ??= played.positionMs
    await gate.close(signal)
    if (signal.aborted) return
    bus.hold()
    try {
      await turns.run({ source: owner, connection: this, signal }, () => this.#seek(ms, signal))
    } catch (error) {
      if (!(error instanceof NobodyWaits)) throw error
    }
    if (!signal.aborted) await series.arrive(signal)
    // It goes somewhere else now, and is shown when it is there.
    if (signal.aborted) return
    this.#leftMs = null
    bus.release()
    gate.open()
    // Readers have what is there before anything follows.
    await nextTurn()
  }

  async #readOn(past: Pick<PastDesk, 'advance' | 'needsOptions'>, ms: UnixMs): Promise<void> {
    const { played, toMs } = this.#parts
    const wishedMs = Math.min(Math.max(ms, played.positionMs + readAheadMs), Math.max(ms, toMs))
    const untilMs = Math.min(wishedMs, this.#readUntilMs + mostReadMs)
    await orRemoved(past.advance(untilMs))
    if (past.needsOptions) await played.playOptions()
    this.#readUntilMs = untilMs
  }

  async #goTo(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { played } = this.#parts
    const next = await played.next()
    if (next?.isAfterHole && next.atMs > ms) played.passInHole(ms)
    else await played.until(ms, signal)
  }

  async #seek(ms: UnixMs, signal: AbortSignal): Promise<void> {
    const { played, past, series } = this.#parts
    const barsFromMs = series.startAt(ms)
    const toldFromMs = past ? await orRemoved(past.goTo(ms)) : ms
    this.#readUntilMs = ms
    if (past?.needsOptions) await played.playOptions()
    await played.seek(ms, signal, { heardFromMs: Math.min(barsFromMs, toldFromMs), toldFromMs })
    past?.mark()
  }

  [Symbol.asyncDispose](): Promise<void> {
    const { played, past } = this.#parts
    return closeAll(past ? [played, past] : [played])
  }
}

function orRemoved<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((cause: unknown) => {
    throw cause instanceof VersionsRemoved ? new PastRemoved(cause.message, { cause }) : cause
  })
}
