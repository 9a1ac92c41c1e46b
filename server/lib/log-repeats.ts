/** How many lines with the same words are written in a window of time. */
export const maxRepeats = 10
export const repeatWindowMs = 60_000

interface Kind {
  lines: number
}

/**
 * Lets the first lines of a kind through and counts the rest, so that nobody fills the disk by making the same thing
 * happen again. When the window of time is over, `tell` says how many more there were.
 */
export class LogRepeats {
  readonly #kinds = new Map<string, Kind>()

  /** Whether the line is to be written. */
  admits(words: string, tell: (more: number) => void): boolean {
    const kind = this.#kinds.get(words) ?? this.#begin(words, tell)
    kind.lines += 1
    return kind.lines <= maxRepeats
  }

  #begin(words: string, tell: (more: number) => void): Kind {
    const kind = { lines: 0 }
    this.#kinds.set(words, kind)
    setTimeout(() => {
      this.#kinds.delete(words)
      if (kind.lines > maxRepeats) tell(kind.lines - maxRepeats)
    }, repeatWindowMs).unref()
    return kind
  }
}
