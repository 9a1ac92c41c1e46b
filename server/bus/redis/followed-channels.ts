import type { Topics } from '../event-bus.js'
import type { Subject } from './channel.js'
import { epochOf, messageOf, noHead, type Message } from './message.js'
import type { RedisLink } from './redis-link.js'
import { staleCopy } from './stale-copy.js'
import type { StateTopic } from './topic-travel.js'

interface FollowedParts {
  readonly link: Pick<RedisLink, 'listen' | 'unlisten' | 'kept' | 'heads'>
  readonly channelOf: (subject: Subject) => string
  /** Called with each state that is newer than the one of its key before, and with one that has become stale. */
  readonly tell: <T extends StateTopic>(topic: T, key: string, state: Topics[T]) => void
  /** The subjects are others. */
  readonly onChange: () => void
  /** Called with the head of each message that is told, before its state. */
  readonly onTold: (head: string) => void
  /** Called for each message of another release. */
  readonly onSkipped: (channel: string) => void
}

interface Followed {
  readonly subject: Subject
  readers: number
  /** The newest of each key. */
  readonly messages: Map<string, Message>
  newest: string
  /** Whether Redis has confirmed the subscription, and what was kept then has been read. */
  isComplete: boolean
}

/** The channels that this node has readers for. What Redis loses on its way is read again. */
export class FollowedChannels {
  readonly #parts: FollowedParts
  readonly #followed = new Map<string, Followed>()
  /** The newest epoch that was heard of. What an engine of an older one said is out of date. */
  #epoch = 0
  /** The head of the message with which the engine was heard again. Null: it is silent. */
  #liveSince: string | null = null

  constructor(parts: FollowedParts) {
    this.#parts = parts
  }

  get subjects(): readonly Subject[] {
    return Array.from(this.#followed.values(), ({ subject }) => subject)
  }

  /** Follows the subjects until the answer is called. */
  hold(subjects: readonly Subject[]): () => void {
    for (const subject of subjects) this.#begin(subject)
    return () => {
      for (const subject of subjects) this.#end(subject)
    }
  }

  /** There is an engine of this epoch. What one before it has said is stale. */
  hearEpoch(epoch: number): void {
    if (epoch <= this.#epoch) return
    this.#epoch = epoch
    this.#tellStale()
  }

  /** The engine is heard again, from this head on. States are live when it has sent them since. */
  becomeLive(since: string): void {
    this.#liveSince = since
  }

  /** The engine is silent. All states are stale, and so are those that are read from now on. */
  becomeStale(): void {
    this.#liveSince = null
    this.#tellStale()
  }

  /** Reads what is kept of every channel: messages may have been lost. */
  readAgain(): void {
    for (const [channel, followed] of this.#followed) void this.#complete(channel, followed)
  }

  /** Reads what is kept of the channels of which the last message was lost. Rejects when Redis is not reached. */
  async check(): Promise<void> {
    const channels = [...this.#followed]
    const heads = await this.#parts.link.heads(channels.map(([channel]) => channel))
    channels.forEach(([channel, followed], index) => {
      if (!followed.isComplete || (heads[index] ?? noHead) > followed.newest) void this.#complete(channel, followed)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const channels = [...this.#followed.keys()]
    this.#followed.clear()
    await Promise.allSettled(channels.map((channel) => this.#parts.link.unlisten(channel)))
  }

  #begin(subject: Subject): void {
    const channel = this.#parts.channelOf(subject)
    const known = this.#followed.get(channel)
    if (known) {
      known.readers += 1
      return
    }
    const followed: Followed = { subject, readers: 1, messages: new Map(), newest: noHead, isComplete: false }
    this.#followed.set(channel, followed)
    this.#parts.onChange()
    void this.#complete(channel, followed)
  }

  #end(subject: Subject): void {
    const channel = this.#parts.channelOf(subject)
    const followed = this.#followed.get(channel)
    if (!followed || (followed.readers -= 1) > 0) return
    this.#followed.delete(channel)
    this.#parts.onChange()
    this.#parts.link.unlisten(channel).catch(() => {})
  }

  /** Subscribes before it reads what is kept, so that nothing falls between the two. `check` tries again what fails. */
  async #complete(channel: string, followed: Followed): Promise<void> {
    const { link } = this.#parts
    try {
      if (this.#followed.get(channel) !== followed) return
      if (!followed.isComplete) await link.listen(channel, (text) => this.#takeTold(channel, text))
      // Its last reader has left meanwhile.
      if (!this.#followed.has(channel)) return await link.unlisten(channel)
      for (const text of await link.kept(channel)) this.#take(channel, messageOf(text))
      followed.isComplete = true
    } catch {
      followed.isComplete = false
    }
  }

  #takeTold(channel: string, text: string): void {
    const message = messageOf(text)
    if (message) this.#parts.onTold(message.head)
    this.#take(channel, message)
  }

  #take(channel: string, message: Message | null): void {
    const followed = this.#followed.get(channel)
    if (!followed) return
    if (message === null) return this.#parts.onSkipped(channel)
    const { head, key } = message
    this.hearEpoch(epochOf(head))
    if (head > followed.newest) followed.newest = head
    if (epochOf(head) < this.#epoch || head <= (followed.messages.get(key)?.head ?? noHead)) return
    const isLive = this.#liveSince !== null
    // The engine is going to send it again.
    if (isLive && head < (this.#liveSince ?? noHead)) return
    followed.messages.set(key, message)
    this.#tell(followed, key, isLive ? message.value : staleCopy(message.value))
  }

  #tellStale(): void {
    for (const followed of this.#followed.values()) {
      for (const { key, value } of followed.messages.values()) {
        const stale = staleCopy(value)
        if (stale !== value) this.#tell(followed, key, stale)
      }
    }
  }

  #tell({ subject }: Followed, key: string, state: unknown): void {
    this.#parts.tell(subject.topic, key, state as Topics[StateTopic])
  }
}
