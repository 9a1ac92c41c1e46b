import type { WaitingValues } from './push-iterator.js'

/** Keeps the newest value of each key, in the order in which the keys began to wait. It is never full. */
export function latestByKey<T>(): WaitingValues<T> {
  const waiting = new Map<string, T>()
  return {
    add(key, value) {
      waiting.set(key, value)
      return true
    },
    take() {
      for (const [key, value] of waiting) {
        waiting.delete(key)
        return value
      }
      return undefined
    },
  }
}

/** Keeps every value, first in, first out. It is full at `bound` values. */
export function boundedList<T>(bound: number): WaitingValues<T> {
  let waiting: T[] = []
  let head = 0
  return {
    add(_key, value) {
      if (waiting.length - head >= bound) return false
      waiting.push(value)
      return true
    },
    take() {
      const value = waiting[head]
      if (value === undefined) return undefined
      head += 1
      if (head === waiting.length || head > bound) {
        waiting = waiting.slice(head)
        head = 0
      }
      return value
    },
  }
}
