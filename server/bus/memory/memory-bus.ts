import { boundedList, latestByKey } from '../../lib/buffers.js'
import { PushIterator } from '../../lib/push-iterator.js'
import {
  maxWaitingEvents,
  ReaderOverflow,
  topicPolicy,
  type EventBus,
  type SubscribeOptions,
  type Topic,
  type Topics,
} from '../event-bus.js'

interface Reader {
  readonly keys: ReadonlySet<string> | null
  readonly iterator: PushIterator<Topics[Topic]>
}

/** An event bus within one process. Readers get the very object that was published. */
export function memoryBus(): EventBus {
  const readers = new Map<Topic, Set<Reader>>()

  function attach<T extends Topic>(topic: T, { keys, signal }: SubscribeOptions): PushIterator<Topics[T]> {
    const end = () => iterator.end()
    const buffer = topicPolicy[topic] === 'NEWEST' ? latestByKey<Topics[T]>() : boundedList<Topics[T]>(maxWaitingEvents)
    const iterator = new PushIterator<Topics[T]>(buffer, () => {
      group.delete(reader)
      signal?.removeEventListener('abort', end)
    })
    const reader: Reader = { keys: keys ? new Set(keys) : null, iterator }
    const group = readers.get(topic) ?? new Set()
    readers.set(topic, group.add(reader))
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
    return iterator
  }

  return {
    publish(topic, key, event) {
      for (const { keys, iterator } of readers.get(topic) ?? []) {
        if (keys && !keys.has(key)) continue
        if (!iterator.push(key, event)) iterator.fail(new ReaderOverflow(topic))
      }
    },
    subscribe: (topic, options = {}) => attach(topic, options),
    isHeard(topic, key) {
      for (const { keys } of readers.get(topic) ?? []) if (!keys || keys.has(key)) return true
      return false
    },
    readerCount: () => [...readers.values()].reduce((sum, group) => sum + group.size, 0),
    [Symbol.asyncDispose]() {
      for (const group of readers.values()) for (const { iterator } of [...group]) iterator.end()
      return Promise.resolve()
    },
  }
}
