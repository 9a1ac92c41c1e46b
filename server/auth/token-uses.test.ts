import { expect, it } from 'vitest'
import { ManualClock } from '../../tests/support/manual-clock.js'
import type { TokenStore } from '../storage/token-store.js'
import { TokenUses } from './token-uses.js'

const minute = 60_000

it('uses of tokens are written together once a minute, again after a failure, and at the end', async () => {
  const clock = new ManualClock(0)
  const written: Record<string, number>[] = []
  let isAway = false
  const tokens = {
    used(lastUseMs: ReadonlyMap<string, number>) {
      if (isAway) return Promise.reject(new Error('away'))
      written.push(Object.fromEntries(lastUseMs))
      return Promise.resolve()
    },
  } as unknown as TokenStore
  const warnings: unknown[] = []
  const uses = new TokenUses(tokens, { warn: (facts: unknown) => void warnings.push(facts) })
  const stop = new AbortController()
  const keeping = uses.keep(clock, stop.signal)
  for (let second = 0; second < 60; second += 1) {
    uses.note('a', clock.now())
    if (second === 30) uses.note('b', clock.now())
    await clock.advance(1_000)
  }
  expect(written).toEqual([{ a: 59_000, b: 30_000 }])
  await clock.advance(5 * minute)
  expect(written).toHaveLength(1)

  isAway = true
  uses.note('a', clock.now())
  uses.note('b', clock.now())
  await clock.advance(minute)
  isAway = false
  uses.note('b', clock.now())
  await clock.advance(minute)
  expect(written.at(-1)).toEqual({ a: 6 * minute, b: 7 * minute })
  expect([written.length, warnings]).toEqual([2, [{ err: new Error('away') }]])

  uses.note('a', clock.now())
  stop.abort()
  await keeping
  expect(written.at(-1)).toEqual({ a: 8 * minute })
})

it('a use while others are written is not forgotten, and is not taken back when these cannot be written', async () => {
  const written: ReadonlyMap<string, number>[] = []
  let settle: (error?: Error) => void = () => {}
  const tokens = {
    used(lastUseMs: ReadonlyMap<string, number>) {
      written.push(lastUseMs)
      return new Promise<void>((resolve, reject) => (settle = (error) => (error ? reject(error) : resolve())))
    },
  } as unknown as TokenStore
  const uses = new TokenUses(tokens, { warn: () => {} })
  for (const [first, second, error] of [
    [1, 2, undefined],
    [3, 4, new Error('away')],
  ] as const) {
    uses.note('a', first)
    const writing = uses.write()
    uses.note('a', second)
    settle(error)
    await writing
    const next = uses.write()
    settle()
    await next
    expect(written.at(-1)).toEqual(new Map([['a', second]]))
  }
})
