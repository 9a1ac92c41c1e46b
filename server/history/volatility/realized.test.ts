import { expect, it } from 'vitest'
import { msPerHour } from '../../domain/units.js'
import { Realized } from './realized.js'

const beginMs = Date.UTC(2026, 8, 24)
const endMs = beginMs + 24 * msPerHour
const choice = { currency: 'BTC', tenorDays: 1 }

/** What a generator answers in the end. */
function whole<T>(steps: Generator<undefined, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

it('asks once for an hour that nothing changes any more, and again for one that a late tick may change', () => {
  const closes = new Map<number, number>()
  for (let hour = -2; hour < 24; hour += 1) closes.set(beginMs + hour * msPerHour, hour % 2 === 0 ? 100 : 101)
  const asked: number[] = []
  const lastHourMs = endMs - msPerHour
  let settledMs = lastHourMs
  const closeOf = (_currency: string, hourMs: number) => {
    asked.push(hourMs)
    return closes.get(hourMs) ?? null
  }
  const realized = new Realized(closeOf, () => settledMs)
  const first = whole(realized.until(choice, endMs))
  asked.length = 0
  closes.set(lastHourMs, 150)
  const second = whole(realized.until(choice, endMs))
  expect(second).toBeGreaterThan(first ?? Infinity)
  expect(asked).toEqual([lastHourMs])

  settledMs = endMs
  expect(whole(realized.until(choice, endMs))).toBe(second)
  asked.length = 0
  closes.set(lastHourMs, 101)
  expect(whole(realized.until(choice, endMs))).toBe(second)
  expect(asked).toEqual([])
})
