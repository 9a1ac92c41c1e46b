import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { everyone } from '../fanout/live-source.js'
import { latestByKey } from '../lib/buffers.js'
import { PushIterator } from '../lib/push-iterator.js'
import { ReadGate } from '../lib/read-gate.js'
import { never } from '../lib/stop.js'
import { live } from './live.js'

/** A paced stream of one number, and what it told `onState`. */
function pacedStream(has?: { readonly seq: number }, gate?: ReadGate) {
  const clock = new ManualClock(0)
  const stop = new AbortController()
  const announced = new PushIterator<true>(latestByKey(), () => {})
  const told: (number | null)[] = []
  let seq = 1
  const source = live<{ seq: number }>(clock, {
    field: 'number',
    audience: everyone,
    changes: (signal) => {
      signal.addEventListener('abort', () => announced.end())
      return announced
    },
    read: () => ({ seq }),
    onState: (state) => told.push(state && state.seq),
    minIntervalMs: 1_000,
  })
  const seen: number[] = []
  const reading = (async () => {
    for await (const state of source.states(stop.signal, has, gate)) seen.push(state.seq)
  })()
  const change = () => {
    seq += 1
    announced.push('', true)
  }
  return { clock, stop, change, seen, told, reading }
}

describe('a paced state stream', () => {
  it('skips to the newest state after its interval', async () => {
    const { clock, change, seen, stop, reading } = pacedStream()
    await settle()
    change()
    change()
    await settle()
    expect(seen).toEqual([1])
    await clock.advance(1_000)
    expect(seen).toEqual([1, 3])
    stop.abort()
    await reading
  })

  it('whose readers have a state already has them wait for the next one as if it had sent that', async () => {
    const { clock, change, seen, stop, reading } = pacedStream({ seq: 1 })
    change()
    await settle()
    expect(seen).toEqual([])
    await clock.advance(1_000)
    expect(seen).toEqual([2])
    change()
    await clock.advance(1_000)
    expect(seen).toEqual([2, 3])
    stop.abort()
    await reading
  })

  it('sends nothing where its readers have the present state, until there is another', async () => {
    const { clock, change, seen, stop, reading } = pacedStream({ seq: 1 })
    await clock.advance(1_000)
    expect(seen).toEqual([])
    change()
    await settle()
    expect(seen).toEqual([2])
    stop.abort()
    await reading
  })

  it('sends nothing where it is left before the readers may have another state', async () => {
    const { change, seen, told, stop, reading } = pacedStream({ seq: 1 })
    change()
    await settle()
    stop.abort()
    await reading
    expect([seen, told]).toEqual([[], [null]])
  })

  it('looks at nothing any more once it is left, also with a change announced before', async () => {
    const { stop, change, seen, told, reading } = pacedStream()
    await settle()
    change()
    stop.abort()
    await reading
    expect(seen).toEqual([1])
    expect(told).toEqual([1, null])
  })
})

describe('a state stream with a gate', () => {
  it.each([{ has: undefined }, { has: { seq: 1 } }])('reads nothing while that is closed: %o', async ({ has }) => {
    const gate = new ReadGate()
    await gate.close(never)
    const { clock, change, seen, stop, reading } = pacedStream(has, gate)
    const pass = async (told: readonly number[]) => {
      await clock.advance(1_000)
      expect(seen).toEqual(told)
    }
    await pass([])
    change()
    await pass([])
    gate.open()
    await pass([2])
    await gate.close(never)
    change()
    change()
    await pass([2])
    gate.open()
    await pass([2, 4])
    stop.abort()
    await reading
  })

  it('ends also while that is closed', async () => {
    const gate = new ReadGate()
    await gate.close(never)
    const { seen, stop, reading } = pacedStream(undefined, gate)
    await settle()
    stop.abort()
    await reading
    expect(seen).toEqual([])
  })
})
