import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { Group } from './group.js'
import type { Sequenced, StateSource } from './live-source.js'
import type { Payload } from './payload.js'
import { StateMember } from './state-member.js'
import { Version, type Change, type Execute } from './version.js'

/** The subscribers of one state. */
export class StateGroup<T extends Sequenced> extends Group<StateMember<T>> {
  readonly #source: StateSource<T>
  readonly #execute: (rootValue: T) => Payload | Promise<Payload>
  readonly #counts: StreamCounts
  #newest: Version<T> | null
  /**
   * A state newer than `#newest`. Subscribers that join get it, while the others wait until their interval has passed.
   */
  #ahead: Version<T> | null = null

  /** `had`: what its members have from the group that they were in before. */
  constructor(source: StateSource<T>, execute: Execute<T>, counts: StreamCounts, had: Version<T> | null = null) {
    super(source.flow)
    this.#source = source
    this.#execute = (rootValue) => execute(rootValue, this.payers)
    this.#counts = counts
    this.#newest = had
    this.endAfter(this.#follow(had?.state))
    source.onWithdrawal?.(() => this.#withdraw(), this.signal)
  }

  /** A member that gets the present state first, as soon as there is one. The source was made for its reader. */
  join(source: StateSource<T>, payer: TurnAsker): StateMember<T> {
    const member = new StateMember<T>(this.#counts, payer, source)
    this.#take(member)
    return member
  }

  /** Members of which the source says that they are of another audience now go on in the group of that one. */
  divide(groupOf: (source: StateSource<T>, had: Version<T> | null) => StateGroup<T>): void {
    for (const member of [...this.members]) {
      try {
        const source = member.forPresentAudience?.() ?? this.#source
        if (source.audience === this.#source.audience) continue
        groupOf(source, this.#newest).#take(member)
        member.forPresentAudience = source.forPresentAudience
        this.release(member)
      } catch (error) {
        this.remove(member, { error })
      }
    }
  }

  #take(member: StateMember<T>): void {
    const present = this.#present()
    this.add(member)
    if (present) member.offer(present)
  }

  async #follow(has?: T): Promise<void> {
    for await (const told of this.#source.states(this.signal, has, this.#source.gate)) {
      // What was told may have been withdrawn since.
      const state = this.#source.onWithdrawal ? this.#source.current() : told
      if (state === null) return
      this.#newest = new Version(state, this.#execute, this.#changeTo(state))
      this.#ahead = null
      for (const member of this.members) member.offer(this.#newest)
    }
  }

  /** Nobody gets a state from before any more. */
  #withdraw(): void {
    this.checkReaders()
    if (this.#isGateClosed) return this.#withhold()
    try {
      const state = this.#source.current()
      if (state === null) return this.cutOff({})
      this.#newest = new Version(state, this.#execute)
      this.#ahead = null
      for (const member of this.members) member.replaceWaiting(this.#newest)
    } catch (error) {
      this.cutOff({ error })
    }
  }

  /** Nobody gets a state from before any more, nor another one while none may be seen. */
  #withhold(): void {
    this.#newest = null
    this.#ahead = null
    for (const member of this.members) member.withhold()
    void this.#source.gate?.opened(this.signal).then(() => this.#tellAnew())
  }

  /** Who has the present state already does not get it again. */
  #tellAnew(): void {
    if (this.signal.aborted) return
    try {
      const state = this.#source.current()
      if (state === null) return this.cutOff({})
      this.#newest = new Version(state, this.#execute)
      for (const member of this.members) member.offer(this.#newest)
    } catch (error) {
      this.cutOff({ error })
    }
  }

  get #isGateClosed(): boolean {
    return this.#source.gate?.isOpen === false
  }

  #changeTo(state: T): Change<T> | null {
    const before = this.#newest?.state
    const value = before && this.#source.change?.(before, state)
    return value ? { before, value } : null
  }

  #present(): Version<T> | null {
    if (this.#newest === null || this.#isGateClosed) return this.#newest
    const state = this.#source.current()
    if (state === null || state.seq <= this.#newest.state.seq) return this.#newest
    if (this.#ahead?.state.seq !== state.seq) this.#ahead = new Version(state, this.#execute)
    return this.#ahead
  }
}
