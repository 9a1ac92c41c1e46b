import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { Group } from './group.js'
import type { Sequenced, StateSource } from './live-source.js'
import type { Payload } from './payload.js'
import { StateMember } from './state-member.js'
import { Version, type Change, type Execute, type Leave } from './version.js'

/** A result that was to be executed on a state has been replaced. */
class Replaced extends Error {}

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
  /** Whether what was newest was withdrawn while the gate was closed. */
  #isWithheld = false
  /** Divides it when the gate opens. */
  #divideLater: (() => void) | null = null
  /** How often the gate has opened. */
  #openings = 0

  /** `had`: what its members have from the group that they were in before. */
  constructor(source: StateSource<T>, execute: Execute<T>, counts: StreamCounts, had: Version<T> | null = null) {
    super(source)
    this.#source = source
    this.#execute = (rootValue) => {
      const opening = this.#openings
      return execute(rootValue, this.payers, () => this.#enterIn(opening))
    }
    this.#counts = counts
    this.#newest = had
    this.endAfter(this.#follow(had?.state))
    source.onWithdrawal?.(() => this.#withdraw(), this.signal)
    source.gate?.onOpened(() => this.#opened(), this.signal)
  }

  /** A member that gets the present state first, as soon as there is one. The source was made for its reader. */
  join(source: StateSource<T>, payer: TurnAsker): StateMember<T> {
    const member = new StateMember<T>(this.#counts, payer, source)
    this.#take(member)
    return member
  }

  /** Members of which the source says that they are of another audience now go on in the group of that one. */
  divide(groupOf: (source: StateSource<T>, had: Version<T> | null) => StateGroup<T>): void {
    // Until then nobody can say which audience is whose.
    if (this.isGateClosed) return void (this.#divideLater = () => this.divide(groupOf))
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
    // Another one cannot be read before the gate opens.
    if (this.isGateClosed) return this.#withhold()
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

  #withhold(): void {
    this.#newest = null
    this.#ahead = null
    this.#isWithheld = true
    for (const member of this.members) member.clear()
  }

  /** Members that wait get the present state, if there is one. The state for which they waited is of another time. */
  #opened(): void {
    this.#openings += 1
    const divide = this.#divideLater
    this.#divideLater = null
    divide?.()
    if (this.signal.aborted) return
    if (this.depth === 0 && !this.#isWithheld) return this.#renew()
    this.#isWithheld = false
    try {
      const state = this.#source.current()
      this.#newest = state && new Version(state, this.#execute)
      this.#ahead = null
      for (const member of this.members) {
        member.clear()
        if (this.#newest) member.offer(this.#newest)
        else this.tookAll(member)
      }
    } catch (error) {
      this.cutOff({ error })
    }
  }

  /** An execution for a member that has left may have been rejected at the gate. The next member needs a new one. */
  #renew(): void {
    if (this.#newest) this.#newest = new Version(this.#newest.state, this.#execute)
    this.#ahead = null
  }

  /** Rejects when the gate has opened since: then the result is not wanted any more. */
  #enterIn(opening: number): Leave | Promise<Leave> {
    const ifWanted = (leave: Leave) => {
      if (opening === this.#openings || this.signal.aborted) return leave
      leave()
      throw new Replaced()
    }
    const entered = this.enter()
    return entered instanceof Promise ? entered.then(ifWanted) : ifWanted(entered)
  }

  #changeTo(state: T): Change<T> | null {
    const before = this.#newest?.state
    const value = before && this.#source.change?.(before, state)
    return value ? { before, value } : null
  }

  #present(): Version<T> | null {
    if (this.#newest === null || this.isGateClosed) return this.#newest
    const state = this.#source.current()
    if (state === null || state.seq <= this.#newest.state.seq) return this.#newest
    if (this.#ahead?.state.seq !== state.seq) this.#ahead = new Version(state, this.#execute)
    return this.#ahead
  }
}
