import { msPerDay, type UnixMs } from '../../domain/units.js'
import { ProgressBar, type Terminal } from '../progress-bar.js'

export interface ProgressOptions {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly terminal: Terminal
  /** Real time, for the speed. */
  readonly now: () => number
}

/** Shows how far a run is, and how fast. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #begunMs: number
  readonly #bar: ProgressBar

  constructor(options: ProgressOptions) {
    this.#options = options
    this.#begunMs = options.now()
    this.#bar = new ProgressBar('Backtest', options.terminal)
  }

  reached(timeMs: UnixMs): void {
    const { fromMs, toMs } = this.#options
    this.#bar.reached((timeMs - fromMs) / (toMs - fromMs), this.#speed(timeMs))
  }

  end(): void {
    this.#bar.end()
  }

  /** What the whole run took. */
  summary(): string {
    const { fromMs, toMs, now } = this.#options
    const seconds = (now() - this.#begunMs) / 1_000
    const days = (toMs - fromMs) / msPerDay
    return `${days.toFixed(2)} days in ${seconds.toFixed(1)} s, ${this.#speed(toMs)}`
  }

  #speed(timeMs: UnixMs): string {
    const times = (timeMs - this.#options.fromMs) / Math.max(this.#options.now() - this.#begunMs, 1)
    return `${Math.round(times).toLocaleString('en-US')} × real time`
  }
}
