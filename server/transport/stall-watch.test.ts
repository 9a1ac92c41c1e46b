import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { HeldBytes } from '../limits/held-bytes.js'
import { stallMs, StallWatch, type Reader } from './stall-watch.js'

const perSource = 1_000
const inAll = 1_500
const mebibyte = 1_048_576

let ended: string[]
let excess: number
let watch: StallWatch

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  ended = []
  excess = 0
  const unread = new HeldBytes({ perSource: { any: perSource, loopback: perSource }, inAll }, () => (excess += 1))
  watch = new StallWatch(unread)
})
afterEach(() => {
  watch[Symbol.dispose]()
  vi.useRealTimers()
})

type Reading = { -readonly [Key in keyof Reader]: Reader[Key] }

/** Watches a reader that takes nothing until the test says so. Its source is the first letter of its name. */
function reader(name: string, unreadBytes: number, isHeldUp = true) {
  const stream = new PassThrough()
  const source = { key: name.slice(0, 1), isLoopback: false }
  const reading: Reading = { source, isHeldUp, progress: 0, unreadBytes }
  watch.add(stream, reading, () => {
    ended.push(name)
    reading.isHeldUp = false
  })
  return { reading, stream }
}

const pass = (ms: number) => vi.advanceTimersByTime(ms)

describe('a reader for whom something waits', () => {
  it('is ended when it has taken nothing for as long as that', () => {
    reader('a', 1)
    pass(stallMs - 1)
    expect(ended).toEqual([])
    pass(1)
    expect(ended).toEqual(['a'])
  })

  it('is not ended while it takes something now and then', () => {
    const { reading } = reader('a', 1)
    for (let round = 0; round < 4; round += 1) {
      pass(stallMs - 1_000)
      reading.progress += 1
    }
    expect(ended).toEqual([])
    pass(1_000 + stallMs)
    expect(ended).toEqual(['a'])
  })

  it('has its time anew when nothing waited for it meanwhile', () => {
    const { reading } = reader('a', 1)
    pass(stallMs - 1_000)
    reading.isHeldUp = false
    pass(1_000)
    reading.isHeldUp = true
    pass(stallMs - 1_000)
    expect(ended).toEqual([])
    pass(1_000)
    expect(ended).toEqual(['a'])
  })

  it('is told every second until its stream closes', async () => {
    const { reading, stream } = reader('a', 1)
    pass(stallMs)
    reading.isHeldUp = true
    pass(1_000)
    pass(stallMs)
    const times = ended.length
    expect(times).toBeGreaterThan(1)
    reading.isHeldUp = true
    const closed = new Promise((resolve) => stream.once('close', resolve))
    stream.destroy()
    await closed
    pass(2 * stallMs)
    expect(ended).toHaveLength(times)
  })
})

it('a reader for whom nothing waits is never ended', () => {
  reader('a', perSource + 1, false)
  pass(2 * stallMs)
  expect(ended).toEqual([])
})

describe('when more waits than may', () => {
  it('for one source, only readers of that source give way', () => {
    reader('a1', 400)
    pass(2_000)
    reader('b1', 500)
    reader('b2', perSource - 499)
    pass(1_000)
    expect(ended).toEqual(['b2'])
    expect(excess).toBe(1)
  })

  it('for one source, as much as it may is kept', () => {
    reader('a1', perSource - 400)
    reader('a2', 400)
    pass(1_000)
    expect(ended).toEqual([])
    expect(excess).toBe(0)
  })

  it('for all, readers of any source give way', () => {
    reader('a', 600)
    reader('b', 500)
    reader('c', 401)
    pass(1_000)
    expect(ended).toEqual(['a'])
  })

  it('those give way that have taken nothing for the longest time, until it is enough', () => {
    const slow = reader('a1', 300)
    reader('a2', 400)
    pass(2_000)
    slow.reading.progress += 1
    pass(1_000)
    reader('a3', 500)
    reader('a4', 100)
    pass(1_000)
    expect(ended).toEqual(['a2'])
  })

  it('of those that have waited equally long, the one for whom most waits', () => {
    reader('a1', 200)
    reader('a2', 700)
    reader('a3', 400)
    pass(1_000)
    expect(ended).toEqual(['a2'])
  })

  it('no reader gives way for whom nothing is kept, or for whom nothing waits', () => {
    reader('a1', 0)
    reader('a2', 900, false)
    pass(1_000)
    reader('a3', 800)
    pass(1_000)
    expect(ended).toEqual([])
    reader('a4', 300)
    pass(1_000)
    expect(ended).toEqual(['a3'])
  })

  it('it is noticed at once after 4 MiB were written', () => {
    reader('a', perSource + 1)
    watch.wrote(4 * mebibyte - 1)
    expect(ended).toEqual([])
    watch.wrote(1)
    expect(ended).toEqual(['a'])
  })

  it('what was written before the last look no longer counts', () => {
    reader('a', 1)
    watch.wrote(4 * mebibyte - 1)
    pass(1_000)
    reader('b', perSource + 1)
    watch.wrote(1)
    expect(ended).toEqual([])
  })
})

it('what one look has counted is forgotten at the next', () => {
  const { reading } = reader('a', perSource)
  pass(3_000)
  reading.unreadBytes = 500
  reader('b', perSource)
  pass(1_000)
  expect(ended).toEqual([])
})

it('looks no more when it is over', () => {
  reader('a', perSource + 1)
  watch[Symbol.dispose]()
  pass(2 * stallMs)
  expect(ended).toEqual([])
})
