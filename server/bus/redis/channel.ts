import type { StateTopic } from './topic-travel.js'

/** A topic of states, or one key of it. */
export interface Subject {
  readonly topic: StateTopic
  /** Null: all keys. */
  readonly key: string | null
}

/**
 * Names of channels, which are those of hashes too. The braces put all of one name into one slot of a cluster, and different names
 * into different ones. `space` keeps the installations apart that share a Redis: its pub/sub knows no databases.
 */
interface Channels {
  of(subject: Subject): string
  /** The ids of the newest events. */
  readonly hints: string
  /** What edges want. */
  readonly wants: string
  /** That the engine is there. */
  readonly beats: string
}

export function channelsIn(space: string): Channels {
  const name = (what: string) => `${space}:{${what}}`
  return {
    of: ({ topic, key }) => name(key === null ? topic : `${topic}:${key}`),
    hints: name('hints'),
    wants: name('wants'),
    beats: name('beats'),
  }
}
