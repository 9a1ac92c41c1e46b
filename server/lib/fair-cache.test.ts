import { describe, expect, it } from 'vitest'
import { NobodyWaits, type Asker } from './asker.js'
import { FairCache } from './fair-cache.js'

const asker = (source: string, signal = new AbortController().signal): Asker => ({ source, connection: {}, signal })

function cacheOf(most: number) {
  const cache = new FairCache<number, string>({
    most,
    atOnce: 1,
    maxWaiting: 10,
    maxWaitingOfConnection: 10,
    onRefused: () => {},
  })
  const made: number[] = []
  /** Ends the making that runs. */
  const ends: ((error?: Error) => void)[] = []
  const get = (key: number, from?: Asker) =>
    cache.get(
      key,
      () => {
        made.push(key)
        return new Promise((resolve, reject) => {
          ends.push((error) => (error ? reject(error) : resolve(`value of ${key}`)))
        })
      },
      from,
    )
  return { get, made, ends }
}

describe('values that take long to make', () => {
  it('are made once for all who ask for them, and kept: those that were asked for last', async () => {
    const { get, made, ends } = cacheOf(2)
    const asked = [get(1, asker('a')), get(1, asker('b'))]
    ends.shift()?.()
    expect(await Promise.all(asked)).toEqual(['value of 1', 'value of 1'])
    for (const key of [2, 3]) {
      const other = get(key, asker('a'))
      ends.shift()?.()
      await other
    }
    await get(3, asker('b'))
    expect(made).toEqual([1, 2, 3])
    void get(1, asker('a'))
    expect(made).toEqual([1, 2, 3, 1])
  })

  it('are made one after the other, in turns of those who ask', async () => {
    const { get, made, ends } = cacheOf(10)
    const greedy = asker('greedy')
    const asked = [get(1, greedy), get(2, greedy), get(3, greedy), get(4, asker('other'))]
    for (let left = asked.length; left > 0; left -= 1) {
      await expect.poll(() => ends.length).toBe(1)
      ends.shift()?.()
    }
    await Promise.all(asked)
    expect(made).toEqual([1, 4, 2, 3])
  })

  it('that cannot be made are made again for who asks next', async () => {
    const { get, made, ends } = cacheOf(10)
    const asked = [get(1, asker('a')), get(1, asker('b'))].map((one) => one.catch((error: unknown) => error))
    ends.shift()?.(new Error('no'))
    expect(await Promise.all(asked)).toMatchObject([{ message: 'no' }, { message: 'no' }])
    const again = get(1, asker('a'))
    ends.shift()?.()
    expect(await again).toBe('value of 1')
    expect(made).toEqual([1, 1])
  })

  it('are made for who still waits when the one for whom they were to be made has left', async () => {
    const { get, made, ends } = cacheOf(10)
    const first = get(1, asker('a'))
    const leaving = new AbortController()
    const left = get(2, asker('b', leaving.signal)).catch((error: unknown) => error)
    const stays = get(2, asker('c'))
    leaving.abort()
    expect(await left).toBeInstanceOf(NobodyWaits)
    ends.shift()?.()
    await first
    await expect.poll(() => ends.length).toBe(1)
    ends.shift()?.()
    expect(await stays).toBe('value of 2')
    expect(made).toEqual([1, 2])
  })

  it('wait for nobody when the server itself asks', async () => {
    const { get, ends } = cacheOf(10)
    void get(1, asker('a'))
    const own = get(2)
    ends[1]?.()
    expect(await own).toBe('value of 2')
  })
})
