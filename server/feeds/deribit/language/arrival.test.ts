import { expect, it } from 'vitest'
import { exchangeOpenedMs, readDated, readEventTime } from './arrival.js'

const nowMs = Date.UTC(2026, 8, 14)
const arrival = {
  receivedTimeMs: nowMs + 40,
  exchangeTimeMs: nowMs,
  aheadTimeMs: nowMs + 2_000,
  latestTimeMs: nowMs + 60_000,
}

function read(timestamp: unknown) {
  const ignored: string[] = []
  const ignore = (reason: string, what: string) => void ignored.push(`${reason} ${what}`)
  return { timeMs: readEventTime({ timestamp }, 'timestamp', arrival, ignore), ignored }
}

it.each([
  ['of the past', nowMs - 5_000, nowMs - 5_000],
  ['of the day on which the exchange opened', exchangeOpenedMs, exchangeOpenedMs],
  ['as late as the clock of the exchange may be', nowMs + 2_000, nowMs + 2_000],
  ['a little later, as of now', nowMs + 2_001, nowMs],
  ['as late as we believe, as of now', nowMs + 60_000, nowMs],
  ['that is not said, as of now', undefined, nowMs],
])('believes a time %s', (_, timestamp, timeMs) => {
  expect(read(timestamp)).toEqual({ timeMs, ignored: [] })
})

it.each([
  ['later than possible', nowMs + 60_001],
  ['before the exchange opened', exchangeOpenedMs - 1],
  ['in parts of a millisecond', nowMs + 0.5],
  ['as text', String(nowMs)],
])('does not believe a time %s', (_, timestamp) => {
  expect(read(timestamp)).toEqual({ timeMs: null, ignored: ['time timestamp'] })
})

it('takes a frame as it is with a good time, without values at a bad one, and not at all from the future', () => {
  const dated = (timestamp: unknown) => readDated({ timestamp, price: 5 }, 'timestamp', arrival, () => {})
  expect(dated(nowMs - 1)).toEqual({ said: { timestamp: nowMs - 1, price: 5 }, eventTimeMs: nowMs - 1 })
  expect(dated(7)).toEqual({ said: { timestamp: null, price: null }, eventTimeMs: nowMs })
  expect(dated(nowMs + 60_001)).toBeNull()
})
