import type { StreamCounts } from '../metrics/stream-counts.js'
import { EventMember, type GroupEvent } from './event-member.js'
import { Group } from './group.js'
import type { EventSource } from './live-source.js'
import type { Execute } from './version.js'

/** Where one reader of a source begins. */
export interface ReaderPlace<T> extends Pick<EventSource<T>, 'missed'> {
  /** The last event that the reader has, by `idOf`. If it is announced later, the member does not send it again. */
  readonly after?: string
}

/** The subscribers of the same events. */
export class EventGroup<T> extends Group<EventMember<T>> {
  readonly #source: EventSource<T>
  readonly #execute: Execute<T>
  readonly #counts: StreamCounts

  constructor(source: EventSource<T>, execute: Execute<T>, counts: StreamCounts) {
    super()
    this.#source = source
    this.#execute = execute
    this.#counts = counts
    this.endAfter(this.#follow(source.news(this.signal)))
    source.onWithdrawal?.(() => this.#withdraw(), this.signal)
  }

  /** A member that gets every event from now on. If its reader named a place, it first gets what it missed. */
  join({ missed, after }: ReaderPlace<T>): EventMember<T> {
    const member = new EventMember<T>(this.#counts, missed !== null)
    if (after !== undefined) member.leaveOut(after)
    this.members.add(member)
    if (missed !== null) this.#catchUp(member, missed()).catch((error: unknown) => member.drop({ error }))
    return member
  }

  async #follow(news: AsyncIterable<T>): Promise<void> {
    for await (const event of news) {
      const shared = await this.#executed(event)
      if (!this.#isShown(event)) continue
      for (const member of this.members) member.offer(shared)
    }
  }

  #isShown(event: T): boolean {
    return this.#source.isShown?.(event) ?? true
  }

  /** Nobody gets an event any more that is not shown. */
  #withdraw(): void {
    try {
      this.#source.checkReaders?.()
      for (const member of this.members) member.keepWaiting((event) => this.#isShown(event))
    } catch (error) {
      this.cutOff(error)
    }
  }

  async #catchUp(member: EventMember<T>, missed: AsyncIterable<T>): Promise<void> {
    for await (const event of missed) {
      await member.room()
      if (!this.members.has(member)) return
      const executed = await this.#executed(event)
      if (this.#isShown(event)) member.catchUp(executed)
    }
    member.goLive()
  }

  async #executed(event: T): Promise<GroupEvent<T>> {
    return { id: this.#source.idOf(event), event, payload: await this.#execute(event) }
  }
}
