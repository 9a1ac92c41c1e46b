import { describe, expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import { faceOf, valueOf } from './face-of.js'
import { toLiveState } from './live-state.js'

const record = { value: header(3), lastUpdateMs: 500, lostAtMs: null, failure: null }
const stale = { ...record, value: header(3, { freshness: 'STALE' }) }

describe('the state of a stream', () => {
  it('waits until a value has come, also while the connection is lost', () => {
    expect(toLiveState({ value: null, lastUpdateMs: null, lostAtMs: null, failure: null }, 100)).toEqual({
      kind: 'waiting',
    })
  })

  it('waits for a source that has not told anything yet', () => {
    const untold = { ...record, value: header(1, { freshness: 'STALE', asOf: null }) }
    expect(toLiveState(untold, null)).toEqual({ kind: 'waiting' })
  })

  it('is live with a fresh value on a held connection', () => {
    expect(toLiveState(record, null)).toEqual({ kind: 'live', value: record.value, lastUpdateMs: 500 })
  })

  it('is stale since the connection was lost, or since the value was last true', () => {
    expect(toLiveState(record, 700)).toMatchObject({ kind: 'stale', cause: 'connection', sinceMs: 700 })
    expect(toLiveState(stale, null)).toMatchObject({
      kind: 'stale',
      cause: 'feed',
      sinceMs: Date.parse('2026-11-21T12:00:00Z'),
    })
  })

  it('stays stale on a new connection until that has brought a value', () => {
    expect(toLiveState({ ...record, lostAtMs: 600 }, null)).toMatchObject({ cause: 'connection', sinceMs: 600 })
  })

  it('has failed when the server refused, whatever it showed before', () => {
    const failed = toLiveState(
      { ...record, failure: { message: 'No', code: 'UNKNOWN_ACCOUNT', sinceMs: 1, retryAtMs: null } },
      700,
    )
    expect(failed).toMatchObject({ kind: 'failed', failure: { message: 'No' } })
    expect(valueOf(failed)).toBeNull()
  })

  it('is told to the frame of the panel', () => {
    expect(faceOf(toLiveState(record, null))).toMatchObject({ kind: 'live', seq: 3, lastUpdateMs: 500, stale: null })
    expect(faceOf(toLiveState(record, 700))).toMatchObject({ kind: 'stale', stale: { sinceMs: 700 } })
    expect(faceOf({ kind: 'waiting' })).toMatchObject({ kind: 'waiting', seq: null })
  })
})
