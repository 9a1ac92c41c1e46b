import { afterEach, describe, expect, it, vi } from 'vitest'
import { NobodyWaits, type Asker } from './asker.js'
import { FairCache, type Granted } from './fair-cache.js'

const asker = (source: string, signal = new AbortController().signal): Asker => ({ source, connection: {}, signal })

const idleMs = 60_000
afterEach(() => void vi.useRealTimers())

/** Values of as many bytes as their keys have characters. */
function cacheOf(maxBytes: number, atOnce = 1) {
  const cache = new FairCache<{ readonly key: string }>({
    maxBytes,
    idleMs,
    bytesOf: ({ key }) => key.length,
    atOnce,
    maxWaiting: 10,
    maxWaitingOfConnection: 10,
    onRefused: () => {},
  })
  const made: string[] = []
  /** Ends the making that runs. */
  const ends: ((error?: Error) => void)[] = []
  /** Lets the work end that has its value. */
  const lets: (() => void)[] = []
  const wishFor = (key: string) => {
    const make = () => {
      made.push(key)
      return new Promise<{ readonly key: string }>((resolve, reject) => {
        ends.push((error) => (error ? reject(error) : resolve({ key })))
      })
    }
    return new Map([[key, make]])
  }
  const answerOf = (granted: Granted<{ readonly key: string }>, key: string) => {
    const value = granted.get(key)
    return value instanceof Error ? value.message : value?.key
  }
  const work = (key: string, from?: Asker) =>
    cache.work(wishFor(key), (granted) => Promise.resolve(answerOf(granted, key)), from)
  const workWithAll = (keys: readonly string[], from: Asker) => {
    const wishes = new Map(keys.flatMap((key) => [...wishFor(key)]))
    return cache.work(wishes, (granted) => Promise.resolve(keys.map((key) => answerOf(granted, key))), from)
  }
  const hold = (key: string, from: Asker) =>
    cache.work(wishFor(key), () => new Promise<void>((resolve) => lets.push(resolve)), from)
  const end = async (error?: Error) => {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ends.shift()?.(error)
  }
  return { work, workWithAll, hold, made, ends, end, lets }
}

describe('values that take long to make', () => {
  it('are made once for all who work with them, and kept: those that were asked for last, up to so many bytes', async () => {
    const { work, made, end } = cacheOf(5)
    const asked = [work('aa', asker('a')), work('aa', asker('b'))]
    await end()
    expect(await Promise.all(asked)).toEqual(['aa', 'aa'])
    for (const key of ['bb', 'cc']) {
      const other = work(key, asker('a'))
      await end()
      await other
    }
    await work('cc', asker('b'))
    await work('bb', asker('b'))
    expect(made).toEqual(['aa', 'bb', 'cc'])
    void work('aa', asker('a'))
    await end()
    expect(made).toEqual(['aa', 'bb', 'cc', 'aa'])
  })

  it('are kept no longer when nobody asks for them for a minute', async () => {
    vi.useFakeTimers()
    const { work, made, ends } = cacheOf(10)
    const make = async () => {
      const asked = work('1', asker('a'))
      await vi.advanceTimersByTimeAsync(0)
      ends.shift()?.()
      return asked
    }
    await make()
    await vi.advanceTimersByTimeAsync(idleMs - 1)
    await make()
    await vi.advanceTimersByTimeAsync(idleMs - 1)
    await make()
    expect(made).toEqual(['1'])
    await vi.advanceTimersByTimeAsync(idleMs + 1)
    await make()
    expect(made).toEqual(['1', '1'])
  })

  it('are not kept when one alone is larger than all that may be', async () => {
    const { work, made, end } = cacheOf(5)
    for (let time = 0; time < 2; time += 1) {
      const large = work('larger', asker('a'))
      await end()
      expect(await large).toBe('larger')
    }
    expect(made).toEqual(['larger', 'larger'])
  })

  it('are made one after the other, in turns of those who ask', async () => {
    const { work, made, ends, end } = cacheOf(100)
    const greedy = asker('greedy')
    const asked = [work('1', greedy), work('2', greedy), work('3', greedy), work('4', asker('other'))]
    for (let left = asked.length; left > 0; left -= 1) {
      await expect.poll(() => ends.length).toBe(1)
      await end()
    }
    await Promise.all(asked)
    expect(made).toEqual(['1', '4', '2', '3'])
  })

  it('are made one at a time, however many work at once', async () => {
    const { work, made, ends, end } = cacheOf(100, 4)
    const asked = ['1', '2', '3'].map((key) => work(key, asker('a')))
    for (let count = 1; count <= 3; count += 1) {
      await expect.poll(() => made.length).toBe(count)
      expect(ends).toHaveLength(1)
      await end()
    }
    expect(await Promise.all(asked)).toEqual(['1', '2', '3'])
  })

  it('are in memory for few who work at a time; who needs only what is at hand waits for nobody', async () => {
    const { work, hold, made, end, lets } = cacheOf(2, 2)
    const holding = [hold('1', asker('a')), hold('2', asker('a'))]
    await end()
    await end()
    await expect.poll(() => lets.length).toBe(2)
    const waits = work('3', asker('b'))
    expect(await work('2', asker('c'))).toBe('2')
    expect(made).toEqual(['1', '2'])
    lets.shift()?.()
    await end()
    expect(await waits).toBe('3')
    lets.shift()?.()
    await Promise.all(holding)
  })

  it('that are at hand wait for a turn when too much of others is in use', async () => {
    const { work, hold, made, end, lets } = cacheOf(1, 2)
    const holding = [hold('1', asker('a')), hold('2', asker('a'))]
    await end()
    await end()
    await expect.poll(() => lets.length).toBe(2)
    // It is kept, and yet it would be in memory when others are kept instead.
    const waits = work('2', asker('c'))
    const isDone = vi.fn()
    void waits.then(isDone)
    await new Promise((resolve) => setImmediate(resolve))
    expect(isDone).not.toHaveBeenCalled()
    for (const letGo of lets) letGo()
    expect(await waits).toBe('2')
    expect(made).toEqual(['1', '2'])
    await Promise.all(holding)
  })

  it('are shared while somebody works with them, also when they are not kept any more', async () => {
    const { work, hold, made, end, lets } = cacheOf(2, 2)
    const holding = hold('11', asker('a'))
    await end()
    const other = work('22', asker('b'))
    await end()
    await other
    expect(await work('11', asker('c'))).toBe('11')
    expect(made).toEqual(['11', '22'])
    lets.shift()?.()
    await holding
  })

  it('are kept only beside what is worked with: both have at most so many bytes', async () => {
    const { work, hold, made, end, lets } = cacheOf(4, 3)
    const holding = [hold('11', asker('a')), hold('22', asker('a'))]
    await end()
    await end()
    await expect.poll(() => lets.length).toBe(2)
    for (let count = 1; count <= 2; count += 1) {
      const other = work('33', asker('b'))
      await end()
      expect(await other).toBe('33')
    }
    expect(made).toEqual(['11', '22', '33', '33'])
    for (const letGo of lets) letGo()
    await Promise.all(holding)
    const last = work('33', asker('b'))
    await end()
    await last
    expect(await work('33', asker('b'))).toBe('33')
    expect(made).toHaveLength(5)
  })

  it('count for the work that needs them: together no more than may be at once', async () => {
    const { workWithAll, hold, made, end, lets } = cacheOf(100, 2)
    const holding = hold('1', asker('a'))
    await end()
    await expect.poll(() => lets.length).toBe(1)
    const both = workWithAll(['2', '3'], asker('b'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(made).toEqual(['1'])
    lets.shift()?.()
    await end()
    await end()
    expect(await both).toEqual(['2', '3'])
    await holding
  })

  it('that cannot be made are made again for who asks next', async () => {
    const { work, made, end } = cacheOf(10)
    const asked = [work('1', asker('a')), work('1', asker('b'))]
    await end(new Error('no'))
    expect(await Promise.all(asked)).toEqual(['no', 'no'])
    const again = work('1', asker('a'))
    await end()
    expect(await again).toBe('1')
    expect(made).toEqual(['1', '1'])
  })

  it('are not made for who has left before', async () => {
    const { work, made, end } = cacheOf(10)
    const first = work('1', asker('a'))
    const leaving = new AbortController()
    const left = work('2', asker('b', leaving.signal)).catch((error: unknown) => error)
    const stays = work('2', asker('c'))
    leaving.abort()
    expect(await left).toBeInstanceOf(NobodyWaits)
    await end()
    await first
    await end()
    expect(await stays).toBe('2')
    expect(made).toEqual(['1', '2'])
  })

  it('wait for no turn when the server itself works', async () => {
    const { work, hold, end, lets } = cacheOf(10)
    const holding = hold('1', asker('a'))
    await end()
    const own = work('2')
    await end()
    expect(await own).toBe('2')
    lets.shift()?.()
    await holding
  })
})
