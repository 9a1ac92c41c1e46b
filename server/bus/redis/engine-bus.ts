import { setMaxListeners } from 'node:events'
import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'
import type { EventBus, Topic, Topics } from '../event-bus.js'
import { memoryBus } from '../memory/memory-bus.js'
import { ChannelOutbox } from './channel-outbox.js'
import { channelsIn, type Subject } from './channel.js'
import { epochOf, headOf } from './message.js'
import type { RedisLink } from './redis-link.js'
import { isHintTopic, isStateTopic, type StateTopic } from './topic-travel.js'
import { WantedSubjects, wantsOf } from './wanted-subjects.js'

/** A key, and its present state. */
export type KeyedState = readonly [key: string, state: Topics[StateTopic]]

interface EngineBusParts {
  readonly link: RedisLink
  /** As in `channelsIn`. */
  readonly space: string
  /** That of the store, which this engine holds. */
  readonly epoch: number
  /** The present states of a subject that somebody begins to want. */
  readonly present: (subject: Subject) => Iterable<KeyedState>
  /** Called once when another engine has a newer epoch. */
  readonly onSuperseded: () => void
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
}

/** How often it says that it is there, and looks which edges are gone. */
const beatEveryMs = 500
/** Redis forgets a hash after an hour without a change, and an edge that comes later must find it. */
const prolongEveryMs = 600_000

/**
 * The bus of the engine. Its own readers get the very object that was published, at once. Edges get by Redis what they want; nothing
 * that happens there makes anybody here wait. Rejects when Redis is not reached.
 */
export async function engineBus(parts: EngineBusParts): Promise<EventBus> {
  const { link, space, epoch, present, clock, log } = parts
  const channels = channelsIn(space)
  const own = memoryBus()
  const outboxes = new Map<string, ChannelOutbox>()
  const wanted = new WantedSubjects(channels.of)
  const newestIds = new Map<string, string>()
  const stop = new AbortController()
  const { signal } = stop
  setMaxListeners(0, signal)
  let isSuperseded = false
  let order = 0

  const nextHead = () => headOf(epoch, (order += 1))
  const onNewer = (head: string) => {
    if (isSuperseded || epochOf(head) <= epoch) return
    isSuperseded = true
    parts.onSuperseded()
  }

  function send(channel: string, key: string, value: unknown): void {
    if (isSuperseded || signal.aborted) return
    const outbox = outboxes.get(channel) ?? outboxOf(channel)
    outbox.send(key, value)
  }

  function outboxOf(channel: string): ChannelOutbox {
    const onEnd = () => void outboxes.delete(channel)
    const onBadValue = (fault: unknown, key: string) => {
      log.error({ err: fault, channel, key }, 'A value could not be sent to other nodes')
    }
    const outbox = new ChannelOutbox(channel, { link, nextHead, onNewer, onBadValue, clock, signal, onEnd })
    outboxes.set(channel, outbox)
    return outbox
  }

  function sendPresent(subjects: readonly Subject[]): void {
    for (const subject of subjects) {
      try {
        for (const [key, state] of present(subject)) send(channels.of(subject), key, state)
      } catch (error) {
        log.error({ err: error, ...subject }, 'A state could not be sent to other nodes')
      }
    }
  }

  function travel<T extends Topic>(topic: T, key: string, event: Topics[T]): void {
    if (isHintTopic(topic)) {
      const { id } = event as { readonly id: string }
      newestIds.set(topic, id)
      send(channels.hints, topic, id)
    } else if (isStateTopic(topic) && !wanted.isEmpty) {
      for (const of of [key, null]) {
        const channel = channels.of({ topic, key: of })
        if (wanted.has(channel)) send(channel, key, event)
      }
    }
  }

  function isWanted(topic: Topic, key: string): boolean {
    if (!isStateTopic(topic) || wanted.isEmpty) return false
    return [key, null].some((of) => wanted.has(channels.of({ topic, key: of })))
  }

  function hear(text: string): void {
    const wants = wantsOf(text)
    if (wants) sendPresent(wanted.hear(wants, clock.now()))
  }

  async function beat(): Promise<void> {
    while (!signal.aborted) {
      send(channels.beats, 'engine', null)
      wanted.forget(clock.now())
      await clock.sleep(beatEveryMs, signal)
    }
  }

  /** What is wanted and does not change stays in Redis, and comes back when Redis dropped it. */
  async function prolongWanted(): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(prolongEveryMs, signal)
      try {
        for (const subject of wanted.all()) {
          if (signal.aborted || isSuperseded) break
          if (!(await link.prolong(channels.of(subject)))) sendPresent([subject])
        }
      } catch {
        // Redis is not reached. It has more than one of these rounds before it forgets.
      }
    }
  }

  await link.listen(channels.wants, hear)
  link.onBack(() => {
    sendPresent(wanted.all())
    for (const [topic, id] of newestIds) send(channels.hints, topic, id)
  }, signal)
  const working = Promise.all([beat(), prolongWanted()])
  return {
    publish(topic, key, event) {
      own.publish(topic, key, event)
      travel(topic, key, event)
    },
    subscribe: (topic, options) => own.subscribe(topic, options),
    isHeard: (topic, key) => own.isHeard(topic, key) || isWanted(topic, key),
    readerCount: () => own.readerCount(),
    async [Symbol.asyncDispose]() {
      stop.abort()
      await working
      await link.unlisten(channels.wants).catch(() => {})
      await own[Symbol.asyncDispose]()
    },
  }
}
