import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'
import type { EventBus, Topic, Topics } from '../event-bus.js'
import { memoryBus, type OnReader } from '../memory/memory-bus.js'
import { channelsIn } from './channel.js'
import { EventReader, type EventLogs } from './event-reader.js'
import { FollowedChannels } from './followed-channels.js'
import { epochOf, headLength, messageOf, noHead } from './message.js'
import type { RedisLink } from './redis-link.js'
import { SkippedMessages } from './skipped-messages.js'
import { isHintTopic, isStateTopic, topicTravel } from './topic-travel.js'
import { WantsWriter } from './wanted-subjects.js'

interface EdgeBusParts {
  readonly link: RedisLink
  /** As in `channelsIn`. */
  readonly space: string
  readonly logs: EventLogs
  readonly clock: Clock
  readonly log: Pick<Logger, 'error' | 'warn'>
}

/** How often it says what it wants, and looks for what was lost. */
const lookEveryMs = 1_000
/** What many readers want who come at once is said once. */
const gatherMs = 20
/** The engine beats twice a second. With the time between two looks, states are stale within 3 s of its last beat. */
const silentAfterMs = 2_500
const watchEveryMs = 250

/**
 * The bus of a node that is not the engine. Its readers get what the engine publishes. Redis carries the states that they want. Events are
 * read from the journal when Redis hints at them. While the engine is silent, states are stale. When Redis is away, nothing is lost: the
 * journal is read once a second, and later the states are read again. What is published here stays within the node. Rejects when
 * Redis or the journal cannot be reached.
 */
export async function edgeBus({ link, space, logs, clock, log }: EdgeBusParts): Promise<EventBus> {
  const channels = channelsIn(space)
  const stop = new AbortController()
  const { signal } = stop
  setMaxListeners(0, signal)

  const onReader: OnReader = (topic, keys) => {
    if (!isStateTopic(topic)) return () => {}
    return followed.hold((keys ?? [null]).map((key) => ({ topic, key })))
  }
  const own = memoryBus(onReader)
  /** A reader that throws is a fault of ours. Nothing else may stop for it. */
  function tell<T extends Topic>(topic: T, key: string, event: Topics[T]): void {
    try {
      own.publish(topic, key, event)
    } catch (error) {
      log.error({ err: error, topic, key }, 'A reader of the bus failed')
    }
  }
  const skipped = new SkippedMessages(clock, log)
  let sayWants: () => void = () => {}
  const followed = new FollowedChannels({
    link,
    channelOf: channels.of,
    tell,
    onChange: () => sayWants(),
    onTold: (head) => hearEngine(head),
    onSkipped: (channel) => skipped.add(channel),
  })
  const reader = await EventReader.begin({
    logs,
    tell: (topic, event) => tell(topic, event.accountId, event),
    clock,
    log,
  })

  /** It has another when the engine is heard after a silence. Then the engine sends all that is wanted. */
  let name: string = randomUUID()
  const wants = new WantsWriter(log)
  async function sayWhatIsWanted(): Promise<void> {
    const hurry = new AbortController()
    sayWants = () => hurry.abort()
    await link.tell(channels.wants, wants.textOf({ node: name, subjects: followed.subjects })).catch(() => {})
    await clock.sleep(lookEveryMs, hurry.signal)
    await clock.sleep(gatherMs, signal)
  }

  let newestHint = noHead
  function hear(text: string): void {
    const message = messageOf(text)
    if (message === null) return skipped.add(channels.hints)
    if (message.head > newestHint) newestHint = message.head
    if (isHintTopic(message.key)) reader.hint(message.key, String(message.value))
  }

  /** An engine that is gone has left a beat. */
  const [left] = await link.heads([channels.beats])
  let newestHeard = left ?? noHead
  let heardMs = clock.now()
  let isSilent = true
  function hearEngine(head: string): void {
    if (head <= newestHeard) return
    // The engine before may have committed what it could not hint at.
    if (epochOf(head) > epochOf(newestHeard)) reader.hintAll()
    newestHeard = head
    heardMs = clock.now()
    followed.hearEpoch(epochOf(head))
    if (!isSilent) return
    isSilent = false
    name = randomUUID()
    followed.becomeLive(head)
    sayWants()
  }

  async function watchEngine(): Promise<void> {
    await clock.sleep(watchEveryMs, signal)
    if (isSilent || clock.now() - heardMs <= silentAfterMs) return
    isSilent = true
    followed.becomeStale()
    reader.hintAll()
  }

  async function lookForLost(): Promise<void> {
    await clock.sleep(lookEveryMs, signal)
    try {
      const [head, beat] = await link.heads([channels.hints, channels.beats])
      hearEngine(beat ?? noHead)
      if ((head ?? noHead) > newestHint) (await link.kept(channels.hints)).forEach(hear)
      await followed.check()
    } catch {
      reader.hintAll()
    }
  }

  /** Until the bus ends. A round that fails is a fault of ours, and the next one comes all the same. */
  async function again(round: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        await round()
      } catch (error) {
        log.error({ err: error }, 'A part of the bus between nodes failed, and goes on')
        await clock.sleep(lookEveryMs, signal)
      }
    }
  }

  await link.listen(channels.hints, hear)
  await link.listen(channels.beats, (text) => hearEngine(text.slice(0, headLength)))
  link.onBack(() => {
    followed.readAgain()
    reader.hintAll()
    sayWants()
  }, signal)
  // What was committed while this began.
  reader.hintAll()
  const working = Promise.all([...[sayWhatIsWanted, lookForLost, watchEngine].map(again), reader.run(signal)])
  return {
    publish(topic, key, event) {
      if (topicTravel[topic] !== 'NOWAY') throw new Error(`An edge cannot publish "${topic}"`)
      own.publish(topic, key, event)
    },
    subscribe: (topic, options) => own.subscribe(topic, options),
    isHeard: (topic, key) => own.isHeard(topic, key),
    readerCount: () => own.readerCount(),
    async [Symbol.asyncDispose]() {
      stop.abort()
      sayWants()
      await own[Symbol.asyncDispose]()
      await working
      await followed[Symbol.asyncDispose]()
      await Promise.allSettled([channels.hints, channels.beats].map((channel) => link.unlisten(channel)))
    },
  }
}
