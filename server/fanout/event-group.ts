import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { GroupEvent } from './event-line.js'
import { EventMember } from './event-member.js'
import { Group } from './group.js'
import type { EventSource } from './live-source.js'
import type { Payers } from './paid-work.js'
import type { Execute } from './version.js'

/** The subscribers of the same events. */
export class EventGroup<T> extends Group<EventMember> {
  readonly #source: EventSource<T>
  readonly #execute: Execute<T>
  readonly #counts: StreamCounts

  constructor(source: EventSource<T>, execute: Execute<T>, counts: StreamCounts) {
    super(source)
    this.#source = source
    this.#execute = execute
    this.#counts = counts
    this.endAfter(this.#follow(source.news(this.signal, (audience) => this.#isRead(audience))))
    source.onWithdrawal?.(() => this.checkReaders(), this.signal)
  }

  /**
   * A member that gets every event from now on that its reader may have. If the reader named a place, it first gets what it
   * missed. The source was made for this reader.
   */
  join(source: EventSource<T>, payer: TurnAsker): EventMember {
    const { missed } = source
    const member = new EventMember(this.#counts, payer, source)
    this.add(member)
    if (missed !== null) this.#catchUp(member, missed()).catch((error: unknown) => member.drop({ error }))
    return member
  }

  async #follow(news: AsyncIterable<T>): Promise<void> {
    for await (const event of news) {
      const shared = await this.#executed(event, this.payers)
      for (const member of this.members) member.offer(shared)
    }
  }

  #isRead(audience: string): boolean {
    for (const member of this.members) if (member.isOf(audience)) return true
    return false
  }

  /** While the gate is closed nobody can say what a reader may have: members give nothing until it opens. */
  protected override checkReaders(): void {
    super.checkReaders()
    for (const member of this.members) {
      if (this.isGateClosed) member.withhold()
      else member.dropForbidden()
    }
  }

  async #catchUp(member: EventMember, missed: AsyncIterable<T>): Promise<void> {
    for await (const event of missed) {
      await member.room()
      if (!this.members.has(member)) return
      member.catchUp(await this.#executed(event, alone(member)))
      if (this.isGateClosed) await this.gate?.opened(this.signal)
      if (!this.members.has(member)) return
    }
    member.goLive()
  }

  async #executed(event: T, payers: Payers): Promise<GroupEvent> {
    const payload = await this.#execute(event, payers, () => this.enter())
    return { id: this.#source.idOf(event), audience: this.#source.audienceOf(event), payload }
  }
}

function alone({ payer }: EventMember): Payers {
  return { [Symbol.iterator]: () => [payer].values(), onAnother: () => () => undefined }
}
