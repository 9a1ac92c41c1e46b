import type { ReadGate } from '../lib/read-gate.js'
import type { HeldWrites } from './held-writes.js'
import { FellBehind, type LiveSource, type StreamReader } from './live-source.js'
import type { End, Member } from './member.js'
import type { Payers } from './paid-work.js'
import type { ReaderFlow, Takers } from './reader-flow.js'
import type { Leave } from './version.js'

/** Subscribers who all get the same. A group reads its source once and executes each event once. */
export abstract class Group<M extends Member> implements Takers {
  protected readonly members = new Set<M>()
  readonly #abort = new AbortController()
  readonly #flow: ReaderFlow | null
  protected readonly gate: ReadGate | null
  /** Whether readers were checked while the gate was closed. */
  #hasToCheck = false
  /** To be told of each new member. */
  readonly #expecting = new Set<() => void>()

  constructor({ flow, gate }: Pick<LiveSource, 'flow' | 'gate'>) {
    this.#flow = flow ?? null
    this.gate = gate ?? null
    flow?.add(this, this.signal)
    gate?.onOpened(() => this.#checkLater(), this.signal)
  }

  /** Aborted when the last member has left or the source has ended. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get size(): number {
    return this.members.size
  }

  get takers(): Iterable<Member> {
    return this.members
  }

  get heldWrites(): HeldWrites | null {
    return this.#flow?.heldWrites ?? null
  }

  /** Results that wait for members. */
  get depth(): number {
    let depth = 0
    for (const member of this.members) depth += member.depth
    return depth
  }

  leave(member: M): void {
    this.remove(member, {})
  }

  tookAll(member: M): void {
    this.#flow?.tookAll(member)
  }

  /** Takes a member in, a new one or one from another group. */
  add(member: M): void {
    this.members.add(member)
    member.home = this
    for (const tell of [...this.#expecting]) tell()
    this.#flow?.changed()
  }

  /** Its members, those that come later included. */
  protected get payers(): Payers {
    const { members } = this
    return {
      *[Symbol.iterator]() {
        for (const { payer } of members) yield payer
      },
      onAnother: (listener) => {
        this.#expecting.add(listener)
        return () => this.#expecting.delete(listener)
      },
    }
  }

  protected get isGateClosed(): boolean {
    return this.gate?.isOpen === false
  }

  /** Lets in who executes a result. It waits while the gate is closed, also when everybody has left. */
  protected enter(): Leave | Promise<Leave> {
    const { gate } = this
    if (gate === null) return nothingToLeave
    return gate.isOpen ? gate.enter() : gate.opened().then(() => this.enter())
  }

  protected release(member: M): void {
    if (!this.members.delete(member)) return
    if (this.members.size === 0) this.#abort.abort()
    this.#flow?.changed()
  }

  /** Those who may no longer have the stream get nothing of what waits. One of each audience is asked for. */
  protected checkReaders(): void {
    this.#hasToCheck = this.isGateClosed
    const ends = new Map<string, End | null>()
    for (const member of [...this.members]) {
      const { reader } = member
      if (reader === null) continue
      const audience = reader.audience()
      if (!ends.has(audience)) ends.set(audience, endFor(reader))
      const end = ends.get(audience)
      if (end) this.remove(member, end)
    }
  }

  #checkLater(): void {
    if (this.#hasToCheck) this.checkReaders()
  }

  protected remove(member: M, end: End): void {
    member.drop(end)
    this.release(member)
  }

  /** The group ends when its source has been followed to the end. */
  protected endAfter(following: Promise<void>): void {
    following.then(
      () => this.#end({}),
      (error: unknown) => this.#end({ error }),
    )
  }

  /** Ends the group at once. Its members get nothing of what waits. */
  protected cutOff(end: End): void {
    for (const member of this.members) member.drop(end)
    this.members.clear()
    this.#abort.abort()
  }

  #end(end: End): void {
    for (const member of this.members) {
      if (end.error instanceof FellBehind) member.drop(end)
      else member.end(end)
    }
    this.members.clear()
    this.#abort.abort()
  }
}

const nothingToLeave: Leave = () => undefined

function endFor(reader: StreamReader): End | null {
  try {
    reader.check()
    return null
  } catch (error) {
    return { error }
  }
}
