import { expect, it } from 'vitest'
import { MarketClock } from './market-clock.js'

const start = Date.UTC(2026, 10, 21, 7, 59)
const second = 1_000

function clockAfter(...said: (readonly [afterSeconds: number, source: string])[]): number | null {
  const clock = new MarketClock()
  for (const [afterSeconds, source] of said) clock.observe(start + afterSeconds * second, start, source)
  return clock.nowMs === null ? null : (clock.nowMs - start) / second
}

it('is the newest time said, and never goes back', () => {
  expect(clockAfter()).toBeNull()
  expect(clockAfter([0, 'index'], [1, 'index'], [3, 'options'], [2, 'index'])).toBe(3)
})

it('is not moved by one frame from the future, however often it comes', () => {
  expect(clockAfter([0, 'index'], [55, 'index'], [1, 'index'], [2, 'perpetual'])).toBe(2)
  expect(clockAfter([0, 'index'], [55, 'index'], [55, 'index'])).toBe(0)
  expect(clockAfter([0, 'index'], [23 * 3_600, 'index'], [1, 'index'], [61, 'index'], [62, 'index'])).toBe(62)
})

it('believes no source that is ahead again and again while others speak of the present', () => {
  expect(clockAfter([0, 'index'], [55, 'index'], [1, 'perpetual'], [56, 'index'], [2, 'options'], [57, 'index'])).toBe(
    2,
  )
})

it('goes on after a pause when another source or a later time says so', () => {
  expect(clockAfter([0, 'index'], [600, 'index'], [600, 'perpetual'])).toBe(600)
  expect(clockAfter([0, 'index'], [600, 'index'], [601, 'index'])).toBe(601)
  expect(clockAfter([0, 'index'], [600, 'index'], [9_000, 'index'])).toBe(600)
})

it('moves by five seconds at once, and by more only with a second witness', () => {
  expect(clockAfter([0, 'index'], [5, 'index'])).toBe(5)
  expect(clockAfter([0, 'index'], [5.001, 'index'])).toBe(0)
})

it('believes of two witnesses the earlier, whichever speaks first', () => {
  expect(clockAfter([0, 'index'], [600, 'index'], [300, 'perpetual'])).toBe(0)
  expect(clockAfter([0, 'index'], [600, 'index'], [300, 'perpetual'], [300, 'index'])).toBe(300)
  expect(clockAfter([0, 'index'], [600, 'index'], [300, 'perpetual'], [302, 'perpetual'])).toBe(302)
})

const year = 365 * 86_400

it('begins with our time when the first frame is far ahead of it', () => {
  expect(clockAfter([year, 'index'])).toBe(0)
  expect(clockAfter([year, 'index'], [year, 'index'], [1, 'perpetual'], [2, 'index'])).toBe(2)
  expect(clockAfter([3_601, 'index'])).toBe(0)
})

it('believes the first frame at once when our clock is behind by no more than an hour, or ahead', () => {
  expect(clockAfter([3_600, 'index'])).toBe(3_600)
  expect(clockAfter([-year, 'index'])).toBe(-year)
})

it('comes from our time to that of the market when two frames say so', () => {
  expect(clockAfter([year, 'index'], [year, 'perpetual'])).toBe(year)
  expect(clockAfter([year, 'index'], [year + 1, 'index'])).toBe(year + 1)
})

it('counts no frame from the future as a witness once its time has come', () => {
  const steadily = Array.from({ length: 600 }, (_, second) => [second + 1, 'index'] as const)
  expect(clockAfter([0, 'index'], [30, 'perpetual'], ...steadily, [640, 'perpetual'])).toBe(600)
  expect(clockAfter([0, 'index'], [30, 'perpetual'], ...steadily, [640, 'perpetual'], [601, 'index'])).toBe(601)
})
