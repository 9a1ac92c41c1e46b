import type { BuiltInAgentName } from './agent.js'
import type { HistoryHole } from './history-status.js'
import type { DataSource } from './source.js'
import type { UnixMs } from './units.js'

/** What a replay does; the values are those of the schema. */
export type ReplayState = 'SEEKING' | 'PLAYING' | 'WAITING' | 'PAUSED' | 'ENDED'

/** How many times as fast as time; null: as fast as it is read. */
export type ReplaySpeed = number | null

/** A replay as it is now; every field is defined in `schema/replay.graphql`. */
export interface ReplayFacts {
  readonly id: string
  readonly seq: number
  readonly recording: string
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly positionMs: UnixMs
  readonly state: ReplayState
  readonly speed: ReplaySpeed
  readonly isLooping: boolean
  readonly rounds: number
  readonly readers: number
  readonly isShared: boolean
  /** Those that trade in it. */
  readonly agents: readonly BuiltInAgentName[]
  readonly expiresAtMs: UnixMs | null
}

export interface ReplayOpened {
  readonly done: 'ReplayOpened'
  readonly replay: ReplayFacts
}

/** A recorded market that can be played; every field is defined in `schema/replay.graphql`. */
export interface PlayableMarket {
  readonly id: string
  readonly source: DataSource
  readonly name: string | null
  readonly isCurrent: boolean
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly bytes: number
  /** The newest ones, the oldest of them first. */
  readonly holes: readonly HistoryHole[]
}
