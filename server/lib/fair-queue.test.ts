import { beforeEach, describe, expect, it } from 'vitest'
import { NobodyWaits, TooMuchWaits, type Asker } from './asker.js'
import { FairQueue } from './fair-queue.js'

let queue: FairQueue
/** The names of the pieces, as they began. */
let begun: string[]
let refused: number
/** Ends the piece that began first of those that run. */
let ends: (() => void)[]
beforeEach(() => {
  begun = []
  ends = []
  refused = 0
  queue = queueOf({ atOnce: 1 })
})

function queueOf(options: { atOnce: number; maxWaiting?: number; maxWaitingOfConnection?: number }): FairQueue {
  return new FairQueue({ maxWaiting: 100, maxWaitingOfConnection: 100, onRefused: () => (refused += 1), ...options })
}

const stay = new AbortController().signal
const asker = (source: string, connection: object = {}, signal = stay): Asker => ({ source, connection, signal })

/** Work that runs until it is ended. */
function ask(from: Asker, name: string, places?: number): Promise<string> {
  const work = () => {
    begun.push(name)
    return new Promise<string>((resolve) => ends.push(() => resolve(name)))
  }
  return queue.run(from, work, places)
}

/** Lets everything run to its end, one piece after the other. */
async function runAll(asked: readonly Promise<string>[]): Promise<void> {
  const all = Promise.all(asked)
  let isOver = false
  void all.then(() => (isOver = true))
  while (!isOver) {
    ends.shift()?.()
    await Promise.resolve()
  }
}

describe('places', () => {
  it('are taken by what runs until it ends; who needs more than are free waits, and who comes later waits behind', async () => {
    queue = queueOf({ atOnce: 3 })
    const end = async () => {
      ends.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    const asked = [ask(asker('a'), 'a', 2), ask(asker('b'), 'b', 2), ask(asker('c'), 'c'), ask(asker('d'), 'd', 7)]
    expect(begun).toEqual(['a'])
    await end()
    expect(begun).toEqual(['a', 'b', 'c'])
    await end()
    expect(begun).toEqual(['a', 'b', 'c'])
    await end()
    expect(begun).toEqual(['a', 'b', 'c', 'd'])
    asked.push(ask(asker('e'), 'e'))
    expect(begun).toHaveLength(4)
    await end()
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e'])
    await end()
    await Promise.all(asked)
  })
})

describe('places that are free', () => {
  it('are had by who waits behind when who needs more of them leaves', async () => {
    queue = queueOf({ atOnce: 2 })
    const leaving = new AbortController()
    const first = ask(asker('a'), 'a')
    const gone = ask(asker('b', {}, leaving.signal), 'b', 2)
    const behind = ask(asker('c'), 'c')
    expect(begun).toEqual(['a'])
    leaving.abort()
    await expect(gone).rejects.toThrow(NobodyWaits)
    expect(begun).toEqual(['a', 'c'])
    await runAll([first, behind])
  })
})

describe('turns', () => {
  it('go round the sources: one piece of each, however much one of them asks for', async () => {
    const [attacker, other, healthy] = ['attacker', 'other', 'healthy'].map((source) => asker(source))
    const asked = ['a1', 'a2', 'a3'].map((name) => ask(attacker as Asker, name))
    asked.push(ask(other as Asker, 'o1'), ask(other as Asker, 'o2'), ask(healthy as Asker, 'h1'))
    await runAll(asked)
    expect(begun).toEqual(['a1', 'o1', 'h1', 'a2', 'o2', 'a3'])
  })

  it('go round the connections of a source, so that many of them have the turns of one', async () => {
    const connections = ['x', 'y', 'z'].map((name) => ({ name, from: asker('attacker') }))
    const asked = connections.flatMap(({ name, from }) => [ask(from, `${name}1`), ask(from, `${name}2`)])
    asked.push(ask(asker('healthy'), 'h1'))
    await runAll(asked)
    expect(begun).toEqual(['x1', 'h1', 'y1', 'z1', 'x2', 'y2', 'z2'])
  })

  it('are first those of whoever had none for longest, also when it asked for nothing meanwhile', async () => {
    const [attacker, healthy] = [asker('attacker'), asker('healthy')]
    const asked = [ask(healthy, 'h1'), ask(attacker, 'a1'), ask(attacker, 'a2'), ask(attacker, 'a3')]
    ends.shift()?.()
    await expect.poll(() => begun).toEqual(['h1', 'a1'])
    asked.push(ask(healthy, 'h2'))
    await runAll(asked)
    expect(begun).toEqual(['h1', 'a1', 'h2', 'a2', 'a3'])
  })

  it('come round to whoever waits, however many others come that were never there', async () => {
    const asked = [ask(asker('attacker 0'), 'a0'), ask(asker('healthy'), 'h1'), ask(asker('healthy'), 'h2')]
    for (let count = 1; begun.at(-1) !== 'h2'; count += 1) {
      expect(begun.length).toBeLessThan(10)
      for (const one of [2 * count - 1, 2 * count]) asked.push(ask(asker(`attacker ${one}`), `a${one}`))
      ends.shift()?.()
      await expect.poll(() => begun.length).toBe(count + 1)
    }
    await runAll(asked)
  })

  it('come round to a connection that waits, however many new ones its source has', async () => {
    const healthy = asker('site')
    const asked = [ask(healthy, 'h0'), ask(healthy, 'h1')]
    for (let count = 1; begun.at(-1) !== 'h1'; count += 1) {
      expect(begun.length).toBeLessThan(10)
      asked.push(ask(asker('site'), `a${count}`))
      ends.shift()?.()
      await expect.poll(() => begun.length).toBe(count + 1)
    }
    await runAll(asked)
  })

  it('are given to as many pieces at once as may run, and the next when one ends', async () => {
    queue = queueOf({ atOnce: 2 })
    const from = asker('a')
    const asked = ['1', '2', '3'].map((name) => ask(from, name))
    expect(begun).toEqual(['1', '2'])
    ends.shift()?.()
    expect(await asked[0]).toBe('1')
    await expect.poll(() => begun).toEqual(['1', '2', '3'])
    await runAll(asked)
  })

  it('go on after work that failed, which its asker hears of', async () => {
    await expect(queue.run(asker('a'), () => Promise.reject(new Error('No')))).rejects.toThrow('No')
    const asked = [ask(asker('a'), '1')]
    await runAll(asked)
    expect(begun).toEqual(['1'])
  })
})

describe('what waits', () => {
  it('can be refused as a whole, for a reason, and what is asked for later is done', async () => {
    const running = ask(asker('a'), '1')
    const waiting = [ask(asker('a'), '2'), ask(asker('b'), '3'), ask(asker('b'), '4')]
    const why = new Error('Away')
    queue.refuseWaiting(why)
    for (const one of waiting) await expect(one).rejects.toBe(why)
    await runAll([running, ask(asker('b'), '5')])
    expect(begun).toEqual(['1', '5'])
    expect(refused).toBe(0)
  })
})

describe('an asker that leaves', () => {
  it('has nothing done that has not begun', async () => {
    const stop = new AbortController()
    const from = asker('a', {}, stop.signal)
    const running = ask(from, '1')
    const waiting = ask(from, '2')
    const other = ask(asker('b'), '3')
    stop.abort()
    await expect(waiting).rejects.toThrow(NobodyWaits)
    await expect(ask(from, '4')).rejects.toThrow(NobodyWaits)
    await runAll([running, other])
    expect(begun).toEqual(['1', '3'])
  })

  it('takes no turn of the others', async () => {
    const stop = new AbortController()
    const connection = {}
    const asked = [ask(asker('b'), 'b1')]
    const left = ask(asker('a', connection, stop.signal), 'a1')
    asked.push(ask(asker('a', connection), 'a2'), ask(asker('b'), 'b2'))
    stop.abort()
    await expect(left).rejects.toThrow(NobodyWaits)
    await runAll(asked)
    expect(begun).toEqual(['b1', 'a2', 'b2'])
  })
})

describe('when too much waits', () => {
  it('a connection is refused what is more than its part', async () => {
    queue = queueOf({ atOnce: 1, maxWaitingOfConnection: 2 })
    const from = asker('a')
    const asked = ['1', '2', '3'].map((name) => ask(from, name))
    await expect(ask(from, '4')).rejects.toEqual(new TooMuchWaits(2))
    expect(refused).toBe(1)
    asked.push(ask(asker('a'), '5'))
    await runAll(asked)
    expect(begun).toEqual(['1', '5', '2', '3'])
  })

  it('the newest gives way to those who wait longer for as much', async () => {
    queue = queueOf({ atOnce: 1, maxWaiting: 2 })
    const asked = ['running', 'first', 'second'].map((name) => ask(asker(name), name))
    await expect(ask(asker('third'), 'third')).rejects.toEqual(new TooMuchWaits(2))
    await runAll(asked)
    expect(begun).toEqual(['running', 'first', 'second'])
  })

  it('the newest of the connection with most, of the source with most, gives way to others', async () => {
    queue = queueOf({ atOnce: 1, maxWaiting: 4 })
    const [some, more] = [asker('attacker'), asker('attacker')]
    const asked = [ask(some, 's0'), ask(some, 's1'), ask(more, 'm1'), ask(more, 'm2')]
    const last = ask(more, 'm3')
    asked.push(ask(asker('healthy'), 'h1'))
    await expect(last).rejects.toEqual(new TooMuchWaits(4))
    expect(refused).toBe(1)
    await runAll(asked)
    expect(begun).toEqual(['s0', 'h1', 'm1', 's1', 'm2'])
  })
})
