import type { EventBus } from '../bus/event-bus.js'
import type { Leaderboard, LeaderboardEntry } from '../domain/performance.js'
import { liveValue, type LiveValue } from '../lib/live-value.js'

/**
 * The best accounts as readers follow them: each `first` is a stream with its own `seq`. A ranking looks at every account
 * and makes the figures of the best, so one serves all streams whenever `look` is called, and there is none while nobody
 * follows.
 */
export class LiveLeaderboards {
  readonly #bus: EventBus
  readonly #rank: (first: number) => readonly LeaderboardEntry[]
  readonly #boards = new Map<number, LiveValue<Leaderboard>>()
  /** Of boards that are forgotten: who follows one again never finds a smaller `seq` than before. */
  #highestSeq = -1

  constructor(bus: EventBus, rank: (first: number) => readonly LeaderboardEntry[]) {
    this.#bus = bus
    this.#rank = rank
  }

  /** As of the last `look`. Subscribe to `leaderboard` before: `look` forgets a board that has no readers. */
  read(first: number): Leaderboard {
    const known = this.#boards.get(first)
    if (known) return known.now()
    const made = liveValue(boardOf(this.#rank(first), first), sameEntries, this.#highestSeq + 1)
    this.#boards.set(first, made)
    return made.now()
  }

  /** Ranks the accounts for the boards that are followed, and publishes those that changed. */
  look(): void {
    this.#forgetUnheard()
    if (this.#boards.size === 0) return
    const ranked = this.#rank(Math.max(...this.#boards.keys()))
    for (const [first, board] of this.#boards) {
      if (board.update(boardOf(ranked, first))) this.#bus.publish('leaderboard', String(first), board.now())
    }
  }

  #forgetUnheard(): void {
    for (const [first, board] of this.#boards) {
      if (this.#bus.isHeard('leaderboard', String(first))) continue
      this.#highestSeq = Math.max(this.#highestSeq, board.now().seq)
      this.#boards.delete(first)
    }
  }
}

function boardOf(ranked: readonly LeaderboardEntry[], first: number): Omit<Leaderboard, 'seq'> {
  const entries = ranked.slice(0, first)
  const times = entries.flatMap(({ performance: { asOf } }) => asOf ?? [])
  return { asOf: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)), entries }
}

/** A performance with the same `seq` has the same figures. */
function sameEntries(a: Leaderboard, b: Leaderboard): boolean {
  return (
    a.entries.length === b.entries.length &&
    a.entries.every(({ rank, account, performance }, index) => {
      const other = b.entries[index]
      return rank === other?.rank && account === other.account && performance.seq === other.performance.seq
    })
  )
}
