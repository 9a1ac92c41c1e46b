import { describe, expect, it } from 'vitest'
import { header } from '../testing/headers.js'
import { faceOf, refusalOf, valueOf } from './face-of.js'
import { EMPTY_RECORD, toLiveState } from './live-state.js'

const record = { ...EMPTY_RECORD, value: header(3), lastUpdateMs: 500 }
const untold = { ...record, value: header(1, { freshness: 'STALE', asOf: null }) }
const calm = { lost: null, trouble: null }
const cutOff = { ...calm, lost: { lostAtMs: 700, retryAtMs: 1_200 } }
const failure = { of: 'question', message: 'No', code: null, sinceMs: 1, retryAtMs: 900 } as const
const trouble = { ...failure, of: 'source', message: 'Nobody listens there.' } as const
const staleness = { sinceMs: 300, isPartly: true }
const stale = { ...record, value: header(3, { freshness: 'STALE' }), staleness }

describe('the state of a stream', () => {
  it('waits until a value has come, or a source has told anything', () => {
    expect(toLiveState(EMPTY_RECORD, calm)).toEqual({ kind: 'waiting' })
    expect(toLiveState(untold, calm)).toEqual({ kind: 'waiting' })
  })

  it('says that the connection is lost where nothing came on it, since when and when it is tried again', () => {
    for (const empty of [EMPTY_RECORD, untold]) {
      expect(toLiveState(empty, cutOff)).toMatchObject({
        kind: 'failed',
        failure: { of: 'connection', sinceMs: 700, retryAtMs: 1_200 },
      })
    }
    // What is asked over waits for the connection, and says what the last answer was.
    expect(toLiveState({ ...EMPTY_RECORD, failure }, cutOff)).toMatchObject({
      failure: { of: 'connection', message: 'No', retryAtMs: 1_200 },
    })
  })

  it('says what is wrong with the source that has told nothing, unless it is the bots that are waited for', () => {
    expect(toLiveState(untold, { ...calm, trouble })).toEqual({ kind: 'failed', failure: trouble, lastUpdateMs: 500 })
    const published = { ...untold, value: { ...untold.value, source: 'PUBLISHED' as const } }
    expect(toLiveState(published, { ...calm, trouble })).toEqual({ kind: 'waiting' })
    expect(toLiveState(stale, { ...calm, trouble })).toMatchObject({ kind: 'stale', reason: 'Nobody listens there.' })
  })

  it('says of a recording that is over that it has ended, and when', () => {
    const ended = { ...trouble, of: 'ended', sinceMs: 77, retryAtMs: null } as const
    expect(toLiveState(stale, { ...calm, trouble: ended })).toMatchObject({
      kind: 'stale',
      cause: 'ended',
      sinceMs: 77,
      isPartly: false,
    })
  })

  it('is live with a fresh value on a held connection', () => {
    for (const value of [record.value, header(3, { asOf: null })]) {
      expect(toLiveState({ ...record, value }, calm)).toEqual({ kind: 'live', value, lastUpdateMs: 500 })
    }
  })

  it('is stale since the connection was lost, or since the value was last true', () => {
    expect(toLiveState(record, cutOff)).toMatchObject({ kind: 'stale', cause: 'connection', sinceMs: 700 })
    expect(toLiveState(stale, calm)).toMatchObject({
      kind: 'stale',
      cause: 'feed',
      sinceMs: 300,
      isPartly: true,
    })
  })

  it('stays stale on a new connection until that has brought a value', () => {
    expect(toLiveState({ ...record, lostAtMs: 600 }, calm)).toMatchObject({ cause: 'connection', sinceMs: 600 })
  })

  it('has failed when the server refused, whatever it showed before', () => {
    const failed = toLiveState({ ...record, failure: { ...failure, code: 'UNKNOWN_ACCOUNT', retryAtMs: null } }, cutOff)
    expect(failed).toMatchObject({ kind: 'failed', failure: { message: 'No' } })
    expect(valueOf(failed)).toBeNull()
    expect(refusalOf(failed)).toMatchObject({ message: 'No' })
    expect(refusalOf(toLiveState(EMPTY_RECORD, cutOff))).toBeNull()
    expect(refusalOf(toLiveState(record, calm))).toBeNull()
    const triedAgain = { ...record, failure }
    expect(toLiveState(triedAgain, calm)).toEqual({ kind: 'failed', failure, lastUpdateMs: 500 })
    expect(toLiveState(triedAgain, cutOff)).toMatchObject({ kind: 'stale', cause: 'connection' })
  })

  it('is told to the frame of the panel', () => {
    const nothing = { seq: null, asOf: null, lastUpdateMs: null, stale: null, failure: null }
    const shown = { ...nothing, seq: 3, asOf: record.value.asOf, lastUpdateMs: 500 }
    expect(faceOf({ kind: 'empty' })).toEqual({ ...nothing, kind: 'empty' })
    expect(faceOf({ kind: 'waiting' })).toEqual({ ...nothing, kind: 'waiting' })
    expect(faceOf(toLiveState(record, calm))).toEqual({ ...shown, kind: 'live' })
    expect(faceOf(toLiveState(stale, { ...calm, trouble }))).toEqual({
      ...shown,
      kind: 'stale',
      stale: { sinceMs: 300, isPartly: true, cause: 'feed', reason: 'Nobody listens there.' },
    })
    const failed = { kind: 'failed', failure, lastUpdateMs: 500 } as const
    expect(faceOf(failed)).toEqual({ ...nothing, ...failed })
  })
})
