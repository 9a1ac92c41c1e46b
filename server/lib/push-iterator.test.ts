import { describe, expect, it } from 'vitest'
import { boundedList } from './buffers.js'
import { PushIterator } from './push-iterator.js'

const iterator = (onClose = () => {}) => new PushIterator<number>(boundedList(3), onClose)

describe('PushIterator', () => {
  it('answers concurrent calls of next() in order', async () => {
    const numbers = iterator()
    const waiting = [numbers.next(), numbers.next()]
    numbers.push('a', 1)
    numbers.push('a', 2)
    expect(await Promise.all(waiting)).toEqual([
      { value: 1, done: false },
      { value: 2, done: false },
    ])
  })

  it('hands out what waits after end(), and nothing after return()', async () => {
    const ended = iterator()
    ended.push('a', 1)
    ended.end()
    expect(await ended.next()).toEqual({ value: 1, done: false })
    expect((await ended.next()).done).toBe(true)
    const returned = iterator()
    returned.push('a', 1)
    await returned.return()
    expect((await returned.next()).done).toBe(true)
  })

  it('throws a failure once, after what waits', async () => {
    const failing = iterator()
    failing.push('a', 1)
    failing.fail(new Error('lost'))
    expect((await failing.next()).value).toBe(1)
    await expect(failing.next()).rejects.toThrow('lost')
    expect((await failing.next()).done).toBe(true)
  })

  it('rejects a waiting reader on failure', async () => {
    const failing = iterator()
    const waiting = failing.next()
    failing.fail(new Error('lost'))
    await expect(waiting).rejects.toThrow('lost')
  })

  it('says when its buffer is full, and takes nothing once closed', async () => {
    const full = iterator()
    expect([1, 2, 3, 4].map((value) => full.push('a', value))).toEqual([true, true, true, false])
    full.end()
    full.push('a', 9)
    const rest = []
    for await (const value of full) rest.push(value)
    expect(rest).toEqual([1, 2, 3])
  })

  it('reports its end once', async () => {
    let ends = 0
    const once = iterator(() => (ends += 1))
    once.end()
    await once.return()
    once.fail(new Error('late'))
    expect(ends).toBe(1)
  })
})
