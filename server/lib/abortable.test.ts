import { describe, expect, it } from 'vitest'
import { abortable } from './abortable.js'

/** Waits for ever, unless aborted. */
async function* silent(signal: AbortSignal): AsyncGenerator<number> {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  yield 1
}

describe('abortable', () => {
  it('ends a generator that is parked on a silent source', async () => {
    let cleaned = false
    const numbers = abortable((signal) => {
      signal.addEventListener('abort', () => (cleaned = true))
      return silent(signal)
    })
    const waiting = numbers.next()
    await numbers.return?.()
    await waiting
    expect(cleaned).toBe(true)
    expect((await numbers.next()).done).toBe(true)
  })

  it('cleans up when it is returned before it was ever read', async () => {
    let cleaned = false
    const numbers = abortable((signal) => {
      signal.addEventListener('abort', () => (cleaned = true))
      return silent(signal)
    })
    await numbers.return?.()
    expect(cleaned).toBe(true)
  })

  it('cleans up when the generator ends or throws by itself', async () => {
    for (const fails of [false, true]) {
      let cleaned = false
      const numbers = abortable<number>(async function* (signal) {
        signal.addEventListener('abort', () => (cleaned = true))
        yield await Promise.resolve(1)
        if (fails) throw new Error('broken')
      })
      await numbers.next()
      await numbers.next().catch(() => null)
      expect(cleaned).toBe(true)
    }
  })
})
