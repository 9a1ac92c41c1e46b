import { boundedList, latestByKey } from '../../lib/buffers.js'
import { PushIterator } from '../../lib/push-iterator.js'
import {
  maxUnreadEvents,
  ReaderOverflow,
  topicPolicy,
  type EventBus,
  type SubscribeOptions,
  type Topic,
  type Topics,
} from '../event-bus.js'

interface Reader {
  readonly takes: (key: string) => boolean
  readonly iterator: PushIterator<Topics[Topic]>
}

/** Called for each reader that is attached. What it answers is called once, when the reader ends. */
export type OnReader = (topic: Topic, keys: readonly string[] | undefined) => () => void

const unnoticed: OnReader = () => () => {}

/** An event bus within one process. Readers get the very object that was published. */
export function memoryBus(onReader: OnReader = unnoticed): EventBus {
  const readers = new Map<Topic, Set<Reader>>()

  function attach<T extends Topic>(topic: T, { signal, ...options }: SubscribeOptions): PushIterator<Topics[T]> {
    const end = () => iterator.end()
    const buffer = topicPolicy[topic] === 'NEWEST' ? latestByKey<Topics[T]>() : boundedList<Topics[T]>(maxUnreadEvents)
    const iterator = new PushIterator<Topics[T]>(buffer, () => {
      group.delete(reader)
      signal?.removeEventListener('abort', end)
      onEnd()
    })
    const onEnd = onReader(topic, options.keys)
    const reader: Reader = { takes: takesOf(options), iterator }
    const group = readers.get(topic) ?? new Set()
    readers.set(topic, group.add(reader))
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
    return iterator
  }

  return {
    publish(topic, key, event) {
      for (const { takes, iterator } of readers.get(topic) ?? []) {
        if (!takes(key)) continue
        if (!iterator.push(key, event)) iterator.fail(new ReaderOverflow(topic))
      }
    },
    subscribe: (topic, options = {}) => attach(topic, options),
    isHeard(topic, key) {
      for (const { takes } of readers.get(topic) ?? []) if (takes(key)) return true
      return false
    },
    readerCount: () => [...readers.values()].reduce((sum, group) => sum + group.size, 0),
    [Symbol.asyncDispose]() {
      for (const group of readers.values()) for (const { iterator } of [...group]) iterator.end()
      return Promise.resolve()
    },
  }
}

function takesOf({ keys, accepts = () => true }: Pick<SubscribeOptions, 'keys' | 'accepts'>): Reader['takes'] {
  if (!keys) return accepts
  const wanted = new Set(keys)
  return (key) => wanted.has(key) && accepts(key)
}
