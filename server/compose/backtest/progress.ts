import { msPerDay, type UnixMs } from '../../domain/units.js'

/** Where people read. */
export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface ProgressOptions {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly terminal: Terminal
  /** Real time, for the speed. */
  readonly now: () => number
}

const barLength = 30
const toldParts = 10

/** Shows how far a run is: a bar that moves on a terminal, a line for each tenth elsewhere. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #begunMs: number
  #shown = -1

  constructor(options: ProgressOptions) {
    this.#options = options
    this.#begunMs = options.now()
  }

  reached(timeMs: UnixMs): void {
    const { fromMs, toMs, terminal } = this.#options
    const share = (timeMs - fromMs) / (toMs - fromMs)
    const parts = terminal.isTTY ? 100 : toldParts
    const part = Math.floor(share * parts)
    if (part === this.#shown) return
    this.#shown = part
    terminal.write(terminal.isTTY ? `\r${bar(share)}  ${this.#speed(timeMs)}` : `Backtest: ${(100 * part) / parts} %\n`)
  }

  /** Leaves the line of the bar. */
  end(): void {
    const { terminal } = this.#options
    if (terminal.isTTY && this.#shown >= 0) terminal.write('\n')
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

function bar(share: number): string {
  const full = Math.floor(share * barLength)
  return `[${'#'.repeat(full).padEnd(barLength)}] ${Math.floor(share * 100)} %`
}
