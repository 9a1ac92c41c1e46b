import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { within } from './within.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('answers what is there as it is', () => {
  expect(within(10, 7, () => 0)).toBe(7)
})

it('answers what comes in time, and leaves no timer', async () => {
  expect(await within(10, Promise.resolve(7), () => 0)).toBe(7)
  await expect(within(10, Promise.reject(new Error('No')), () => 0)).rejects.toThrow('No')
  expect(vi.getTimerCount()).toBe(0)
})

it('answers what stands for a value that does not come in time, and ignores what comes later', async () => {
  let settle: (value: number) => void = () => {}
  const value = within(10, new Promise<number>((resolve) => (settle = resolve)), () => 0)
  vi.advanceTimersByTime(10)
  expect(await value).toBe(0)
  settle(7)
  expect(await value).toBe(0)
})
