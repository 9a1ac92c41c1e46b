/** What tests publish to the subscriptions of their server. Each reader gets every value from the moment it began to read. */
export interface Channel<Value> {
  publish(value: Value): void
  read(): AsyncIterableIterator<Value>
  readonly readers: number
}

interface Reader<Value> {
  readonly waiting: Value[]
  wake: () => void
}

/** No generator: a generator that waits for a silent source does not hear that its reader has gone. */
export function createChannel<Value>(): Channel<Value> {
  const readers = new Set<Reader<Value>>()
  return {
    publish(value) {
      for (const reader of readers) {
        reader.waiting.push(value)
        reader.wake()
      }
    },
    get readers() {
      return readers.size
    },
    read() {
      const reader: Reader<Value> = { waiting: [], wake: () => undefined }
      readers.add(reader)
      return {
        async next() {
          while (reader.waiting.length === 0 && readers.has(reader)) {
            await new Promise<void>((woken) => (reader.wake = woken))
          }
          const [value] = reader.waiting.splice(0, 1)
          return value === undefined ? { done: true, value: undefined } : { done: false, value }
        },
        return() {
          readers.delete(reader)
          reader.wake()
          return Promise.resolve({ done: true, value: undefined })
        },
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
  }
}
