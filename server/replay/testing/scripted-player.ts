import type { UnixMs } from '../../domain/units.js'
import type { Player } from '../player.js'

/** Plays a market that does something at given times, and notes what it was told to do. */
export class ScriptedPlayer implements Player {
  positionMs: UnixMs
  /** Where it was, play by play; where it was told to go is negative. */
  readonly played: number[] = []
  isDisposed = false
  /** Why it cannot play. */
  fault: Error | null = null
  /** Why it cannot be disposed of. */
  disposeFault: Error | null = null
  /** Nothing is recorded before. */
  holeEndMs = Infinity
  /** What it waits for before it arrives somewhere. */
  held: Promise<void> = Promise.resolve()
  readonly #times: readonly UnixMs[]

  constructor(positionMs: UnixMs, times: readonly UnixMs[]) {
    this.positionMs = positionMs
    this.#times = times
  }

  next() {
    const atMs = this.#times.find((time) => time > this.positionMs)
    return Promise.resolve(atMs === undefined ? null : { atMs, isAfterHole: atMs === this.holeEndMs })
  }

  until(ms: UnixMs): Promise<void> {
    if (this.fault) return Promise.reject(this.fault)
    if (ms > this.positionMs) this.played.push(ms)
    this.positionMs = Math.max(ms, this.positionMs)
    return Promise.resolve()
  }

  async seek(ms: UnixMs, signal: AbortSignal): Promise<void> {
    this.played.push(-ms)
    await this.held
    if (!signal.aborted) this.positionMs = ms
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.isDisposed = true
    return this.disposeFault ? Promise.reject(this.disposeFault) : Promise.resolve()
  }
}
