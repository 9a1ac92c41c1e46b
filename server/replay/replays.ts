import { randomBytes } from 'node:crypto'
import type { BuiltInAgentName } from '../domain/agent.js'
import type { ReplayFacts, ReplaySpeed } from '../domain/replay.js'
import type { UnixMs } from '../domain/units.js'
import { ReaderFlow } from '../fanout/reader-flow.js'
import { NobodyWaits } from '../lib/asker.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { never } from '../lib/stop.js'
import { PastRemoved, type Player } from './player.js'
import { Replay, type ReplayChange } from './replay.js'

/** What is to be played. `toMs` null: all that is recorded now. */
export interface ReplayWish {
  /** An address or a user. */
  readonly owner: string
  /** Null: that of the feed. */
  readonly recording: string | null
  readonly fromMs: UnixMs
  readonly toMs: UnixMs | null
  readonly speed: ReplaySpeed
  readonly isPaused: boolean
  readonly isLooping: boolean
  readonly isShared: boolean
  /** Those that trade in it. Then it only goes forward. */
  readonly agents: readonly BuiltInAgentName[]
}

export type PlayWish = Pick<ReplayWish, 'owner' | 'recording' | 'fromMs' | 'toMs' | 'agents'>

/** A recorded market that is played, and what readers see of it. */
export interface Played<S> {
  readonly player: Player
  readonly scene: S
  readonly recording: string
  readonly toMs: UnixMs
}

export interface ReplaysOptions<S> {
  /** Begins to play at `fromMs`, where it stands when it resolves. May give up when the signal is aborted before. */
  readonly play: (wish: PlayWish, signal: AbortSignal) => Promise<Played<S>>
  /** How many there may be, of one owner, of the owners of one network, with agents, and of owners whom nobody knows. */
  readonly most: {
    readonly inAll: number
    readonly ofOwner: number
    readonly ofNetwork: number
    readonly withAgents: number
    readonly anonymous: number
    readonly anonymousWithAgents: number
  }
  /** Whether an owner is an address, and no user. */
  readonly isAnonymous: (owner: string) => boolean
  /** The network that an owner has besides others. Null: none, or nobody knows. */
  readonly networkOf: (owner: string) => string | null
  /** After this time in which nobody watched or used it, a replay is closed. */
  readonly idleMs: number
  /** After this time in which nobody watched or used it, it gives way to a new one. */
  readonly givesWayMs: number
  /** For how long one that is played as fast as it is read waits for one reader. */
  readonly patienceMs: number
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
}

/** There is no recorded market of this id. */
export class UnknownRecording extends Error {
  override readonly name = 'UnknownRecording'
}

/** Why a replay was closed. */
export type WhyClosed = 'CLOSED' | 'IDLE' | 'GAVE_WAY' | 'REMOVED' | 'UNREADABLE'

/** There are as many as there may be. */
export interface TooMany {
  readonly most: number
  /** Whose they are. */
  readonly of: 'OWNER' | 'NETWORK' | 'ANONYMOUS' | 'ALL'
  /** Whether only those count in which agents trade. */
  readonly withAgents: boolean
}

/** One of the replays. */
export interface OpenReplay<S> {
  readonly scene: S
  readonly flow: ReaderFlow
  /** Aborted when it is closed. */
  readonly closed: AbortSignal
  /** Null while it is open. */
  readonly whyClosed: WhyClosed | null
  facts(): ReplayFacts
  changes(signal: AbortSignal): AsyncIterator<unknown>
  /** Resolves when it is so, or when it was closed. */
  change(change: ReplayChange): Promise<void>
}

type Counted = Pick<ReplayWish, 'owner' | 'agents'>

interface Bound extends TooMany {
  readonly counts: (one: Counted) => boolean
}

interface Entry<S> extends OpenReplay<S> {
  readonly owner: string
  readonly isShared: boolean
  readonly agents: ReplayWish['agents']
  readonly player: Player
  readonly replay: Replay
  whyClosed: WhyClosed | null
}

interface Room<S> {
  readonly givingWay: readonly (readonly [string, Entry<S>])[]
}

/** How often it looks for idle ones at least. */
const tendMs = 30_000

/** The replays of all owners. Nobody but its owner learns of one, unless it is shared: then who knows its id may read it. */
export class Replays<S> implements AsyncDisposable {
  readonly #options: ReplaysOptions<S>
  readonly #entries = new Map<string, Entry<S>>()
  /** What is being opened, and what was wished. */
  readonly #opening = new Map<Promise<Played<S>>, ReplayWish>()
  readonly #ends = new Set<Promise<void>>()
  #isDisposed = false

  constructor(options: ReplaysOptions<S>) {
    this.#options = options
  }

  /**
   * Idle ones give way to it when it is there to be opened. Rejects as `play` does, and with `NobodyWaits` when the signal was
   * aborted before: nobody would learn its id. Answers a closed one if all were disposed meanwhile.
   */
  async open(wish: ReplayWish, signal: AbortSignal = never): Promise<OpenReplay<S> | TooMany> {
    const mayBegin = this.#roomFor(wish, [...this.#opening.values()])
    if ('most' in mayBegin) return mayBegin
    const opening = this.#played(wish, signal)
    this.#opening.set(opening, wish)
    try {
      const played = await opening
      // Nobody gave way to what could not be opened. Meanwhile others may have come to use theirs again.
      const room = this.#roomFor(wish, [])
      if ('most' in room) {
        await played.player[Symbol.asyncDispose]()
        return room
      }
      for (const [id, entry] of room.givingWay) this.#close(id, entry, 'GAVE_WAY')
      return this.#begin(wish, played)
    } finally {
      this.#opening.delete(opening)
    }
  }

  async #played(wish: ReplayWish, signal: AbortSignal): Promise<Played<S>> {
    const played = await this.#options.play(wish, signal)
    if (!signal.aborted) return played
    await played.player[Symbol.asyncDispose]()
    throw new NobodyWaits()
  }

  /** For who reads it. It is used from now on. Null: there is none that this one may read. */
  read(id: string, reader: string): OpenReplay<S> | null {
    return this.#used(id, ({ owner, isShared }) => isShared || owner === reader)
  }

  /** For its owner, as `read`. */
  own(id: string, owner: string): OpenReplay<S> | null {
    return this.#used(id, (entry) => entry.owner === owner)
  }

  /** Those of an owner, the oldest first. */
  ofOwner(owner: string): readonly OpenReplay<S>[] {
    return [...this.#entries.values()].filter((entry) => entry.owner === owner)
  }

  /** Answers it as it was. Null: the owner has none of this id. */
  close(id: string, owner: string): ReplayFacts | null {
    const entry = this.#entries.get(id)
    if (entry?.owner !== owner) return null
    const facts = entry.facts()
    this.#close(id, entry, 'CLOSED')
    return facts
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true
    for (const [id, entry] of this.#entries) this.#close(id, entry, 'CLOSED')
    await Promise.allSettled(this.#opening.keys())
    await Promise.all(this.#ends)
  }

  #used(id: string, mayHave: (entry: Entry<S>) => boolean): OpenReplay<S> | null {
    const entry = this.#entries.get(id)
    if (!entry || !mayHave(entry)) return null
    entry.replay.use()
    return entry
  }

  /** Which idle ones have to give way to it beside those that are being opened, when all of its bounds can be kept so. */
  #roomFor(wish: ReplayWish, opening: readonly Counted[]): Room<S> | TooMany {
    const bounds = this.#boundsFor(wish)
    const closing = new Map<string, Entry<S>>()
    for (;;) {
      const open = [...this.#entries].filter(([id]) => !closing.has(id))
      const all = [...open.map(([, entry]) => entry), ...opening]
      const full = bounds.filter(({ counts, most }) => all.filter(counts).length >= most)
      if (full.length === 0) return { givingWay: [...closing] }
      const idle = open.filter(([, entry]) => this.#givesWay(entry))
      const kept = full.find(({ of, counts }) => of === 'OWNER' || !idle.some(([, entry]) => counts(entry)))
      if (kept) return { most: kept.most, of: kept.of, withAgents: kept.withAgents }
      const [next] = inTurn(idle, full)
      if (next) closing.set(...next)
    }
  }

  #boundsFor({ owner, agents }: ReplayWish): readonly Bound[] {
    const { most, networkOf, isAnonymous } = this.#options
    const network = networkOf(owner)
    const ofAnonymous = (one: Counted) => isAnonymous(one.owner)
    const bounds: (Bound | false)[] = [
      { most: most.ofOwner, of: 'OWNER', withAgents: false, counts: (one) => one.owner === owner },
      network !== null && {
        most: most.ofNetwork,
        of: 'NETWORK',
        withAgents: false,
        counts: (one) => networkOf(one.owner) === network,
      },
      agents.length > 0 &&
        isAnonymous(owner) && {
          most: most.anonymousWithAgents,
          of: 'ANONYMOUS',
          withAgents: true,
          counts: (one) => hasAgents(one) && ofAnonymous(one),
        },
      agents.length > 0 && { most: most.withAgents, of: 'ALL', withAgents: true, counts: hasAgents },
      isAnonymous(owner) && { most: most.anonymous, of: 'ANONYMOUS', withAgents: false, counts: ofAnonymous },
      { most: most.inAll, of: 'ALL', withAgents: false, counts: () => true },
    ]
    return bounds.filter((bound) => bound !== false)
  }

  /** Whether it is idle for long enough. */
  #givesWay({ replay }: Entry<S>): boolean {
    const { clock, givesWayMs } = this.#options
    return clock.now() - replay.usedAtMs >= givesWayMs
  }

  #begin(wish: ReplayWish, { player, scene, recording, toMs }: Played<S>): OpenReplay<S> {
    const { clock, idleMs, patienceMs } = this.#options
    const id = randomBytes(16).toString('base64url')
    const flow = new ReaderFlow(patienceMs)
    const replay = new Replay({ ...wish, toMs, player, flow, clock })
    const { owner, isShared, agents } = wish
    const entry: Entry<S> = {
      owner,
      isShared,
      agents,
      player,
      replay,
      scene,
      flow,
      closed: replay.closed,
      whyClosed: null,
      facts: () => ({
        ...replay.facts(),
        id,
        recording,
        isShared,
        agents,
        expiresAtMs: replay.isWatched ? null : entry.replay.usedAtMs + idleMs,
      }),
      changes: (signal) => replay.changes(signal),
      change: (change) =>
        // `run` rejects with the same, and logs it.
        replay.change(change).catch((error: unknown) => this.#close(id, entry, whyOf(error))),
    }
    this.#entries.set(id, entry)
    if (this.#isDisposed) this.#close(id, entry, 'CLOSED')
    const end = this.#run(id, entry).finally(() => this.#ends.delete(end))
    this.#ends.add(end)
    return entry
  }

  async #run(id: string, entry: Entry<S>): Promise<void> {
    try {
      await Promise.all([entry.replay.run(), this.#tend(id, entry)])
    } catch (error) {
      const why = whyOf(error)
      if (why === 'UNREADABLE') this.#options.log.error({ err: error }, 'A replay cannot go on')
      this.#close(id, entry, why)
    }
    try {
      await entry.player[Symbol.asyncDispose]()
    } catch (error) {
      this.#options.log.error({ err: error }, 'A replay could not be closed')
    }
  }

  /** Closes it when it is idle. */
  async #tend(id: string, entry: Entry<S>): Promise<void> {
    const { clock, idleMs } = this.#options
    while (!entry.closed.aborted) {
      const leftMs = entry.replay.usedAtMs + idleMs - clock.now()
      if (leftMs <= 0) return this.#close(id, entry, 'IDLE')
      await clock.sleep(Math.min(leftMs, tendMs), entry.closed)
    }
  }

  #close(id: string, entry: Entry<S>, why: WhyClosed): void {
    if (!this.#entries.delete(id)) return
    entry.whyClosed = why
    entry.replay.close()
  }
}

/** First those that make room in the most bounds, so that few give way. Of these first the one that is idle for longest. */
function inTurn<S>(idle: readonly [string, Entry<S>][], full: readonly Bound[]): readonly [string, Entry<S>][] {
  const roomIn = (entry: Entry<S>) => full.filter(({ counts }) => counts(entry)).length
  return idle.toSorted(
    ([, one], [, other]) => roomIn(other) - roomIn(one) || one.replay.usedAtMs - other.replay.usedAtMs,
  )
}

const whyOf = (error: unknown): WhyClosed => (error instanceof PastRemoved ? 'REMOVED' : 'UNREADABLE')

const hasAgents = ({ agents }: Counted) => agents.length > 0
