/** Where people read. */
export interface Terminal {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const barLength = 30
const toldParts = 10

/** Shows how far a piece of work is: a bar that moves on a terminal, a line for each tenth elsewhere. */
export class ProgressBar {
  readonly #name: string
  readonly #terminal: Terminal
  #shown = -1

  constructor(name: string, terminal: Terminal) {
    this.#name = name
    this.#terminal = terminal
  }

  /** `beside`: what stands beside the bar. */
  reached(share: number, beside = ''): void {
    const parts = this.#terminal.isTTY ? 100 : toldParts
    const part = Math.floor(Math.min(share, 1) * parts)
    if (part === this.#shown) return
    this.#shown = part
    const line = this.#terminal.isTTY
      ? `\r${this.#bar(share)}  ${beside}`
      : `${this.#name}: ${(100 * part) / parts} %\n`
    this.#terminal.write(line)
  }

  /** Leaves the line of the bar. */
  end(): void {
    if (this.#terminal.isTTY && this.#shown >= 0) this.#terminal.write('\n')
  }

  #bar(share: number): string {
    const full = Math.floor(Math.min(share, 1) * barLength)
    return `[${'#'.repeat(full).padEnd(barLength)}] ${Math.floor(Math.min(share, 1) * 100)} %`
  }
}
