import { leaderboardKey, type EventBus } from '../bus/event-bus.js'
import { accountSetKey, type AccountSet } from '../domain/account-set.js'
import type { Leaderboard, LeaderboardEntry } from '../domain/performance.js'
import { liveValue, type LiveValue } from '../lib/live-value.js'

/** The open accounts with the best total return, of those that an audience sees. */
export type RankFor = (audience: AccountSet, first: number) => readonly LeaderboardEntry[]

interface Board {
  readonly audience: AccountSet
  readonly first: number
  readonly live: LiveValue<Leaderboard>
}

/**
 * The best accounts as readers follow them: each audience and `first` is a stream with its own `seq`. Whenever `look` is called,
 * the accounts are sorted once for all audiences, and ranked once for all streams of an audience. Nothing is sorted while nobody
 * follows.
 */
export class LiveLeaderboards {
  readonly #bus: EventBus
  readonly #rankingNow: () => RankFor
  readonly #boards = new Map<string, Board>()
  /**
   * How often `look` was called. No `seq` of a board is larger, because a board changes at most once a look. A new board begins
   * with this number. So a reader who comes back never finds a smaller `seq`, and the number tells nothing of other boards.
   */
  #looks = 0

  constructor(bus: EventBus, rankingNow: () => RankFor) {
    this.#bus = bus
    this.#rankingNow = rankingNow
  }

  /**
   * As of the last `look`. Subscribe to `leaderboard` before: `look` forgets a board that has no readers. A new board goes on
   * from `before`, if that is given.
   */
  read(audience: AccountSet, first: number, before?: Leaderboard): Leaderboard {
    const key = leaderboardKey(accountSetKey(audience), first)
    const known = this.#boards.get(key)
    if (known) return known.live.now()
    const begin = before ?? boardOf(this.#rankingNow()(audience, first), first)
    const live = liveValue(begin, sameEntries, before?.seq ?? this.#looks)
    this.#boards.set(key, { audience, first, live })
    return live.now()
  }

  /** Ranks the accounts for the boards that are followed, and publishes those that changed. */
  look(): void {
    this.#looks += 1
    for (const key of this.#boards.keys()) if (!this.#bus.isHeard('leaderboard', key)) this.#boards.delete(key)
    const ranked = this.#ranked()
    for (const [key, { audience, first, live }] of this.#boards) {
      const entries = ranked.get(accountSetKey(audience)) ?? []
      if (live.update(boardOf(entries, first))) this.#bus.publish('leaderboard', key, live.now())
    }
  }

  /** As many as the longest board of each audience needs, by the name of the audience. */
  #ranked(): ReadonlyMap<string, readonly LeaderboardEntry[]> {
    const longest = new Map<string, Board>()
    for (const board of this.#boards.values()) {
      const name = accountSetKey(board.audience)
      if (board.first > (longest.get(name)?.first ?? 0)) longest.set(name, board)
    }
    if (longest.size === 0) return new Map()
    const rank = this.#rankingNow()
    return new Map([...longest].map(([name, { audience, first }]) => [name, rank(audience, first)]))
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
