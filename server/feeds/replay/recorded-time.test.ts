import { describe, expect, it } from 'vitest'
import { readMessage } from '../deribit/language/messages.js'
import { dataTimeMs, readRecordedTime } from './recorded-time.js'

describe('readRecordedTime', () => {
  it.each([
    1_795_872_000_123,
    1_795_872_000.123,
    1_795_872_000_123_000,
    1_795_872_000_123_456_789,
    '1795872000123',
    '1795872000.123',
    '2026-11-28T13:20:00.123Z',
    '2026-11-28T14:20:00.123456+01:00',
    '2026-11-28T07:50:00.123-05:30',
  ])('reads %j, whatever its unit', (raw) => {
    expect(readRecordedTime(raw)).toBe(1_795_872_000_123)
  })

  it.each([
    null,
    undefined,
    true,
    {},
    '',
    'yesterday',
    0,
    -1,
    12_345,
    NaN,
    Infinity,
    1e30,
    '2026-11-28T13:20:00',
    '2026-11-28T13:20Z',
    '2026-11-28T13:20:00+1:00',
    '2026-11-28',
  ])('does not read %j as a time', (raw) => {
    expect(readRecordedTime(raw)).toBeNull()
  })
})

it('reads times from the day the exchange opened on, until 2200', () => {
  const [openedMs, lastMs] = [Date.UTC(2016, 0, 1), Date.UTC(2200, 0, 1)]
  expect([openedMs - 1, openedMs, lastMs, lastMs + 1].map(readRecordedTime)).toEqual([null, openedMs, lastMs, null])
})

describe('dataTimeMs', () => {
  const timeMs = 1_795_872_000_123
  it.each([
    ['a value', { method: 'subscription', params: { channel: 'ticker.x', data: { timestamp: timeMs } } }, timeMs],
    [
      'the first of rows',
      { method: 'subscription', params: { channel: 'ticker.x', data: [{ timestamp: timeMs }] } },
      timeMs,
    ],
    ['an answer, when it was sent', { result: [], usOut: timeMs * 1_000 }, timeMs],
    ['a book summary', { result: [{ creation_timestamp: timeMs }] }, timeMs],
    [
      'a listing, not when the instrument was created',
      { result: [{ creation_timestamp: 1, expiration_timestamp: 2 }] },
      null,
    ],
    [
      'an order book, which changed long ago',
      { method: 'subscription', params: { channel: 'book.x', data: { timestamp: timeMs } } },
      null,
    ],
    ['a heartbeat', { method: 'heartbeat', params: {} }, null],
  ])('is that of %s', (_, frame, expected) => {
    expect(dataTimeMs(readMessage(frame))).toBe(expected)
  })
})
