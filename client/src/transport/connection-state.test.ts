import { describe, expect, it } from 'vitest'
import { nextConnectionState, type ConnectionEvent, type ConnectionState } from './connection-state.js'

const after = (...events: ConnectionEvent[]) =>
  events.reduce<ConnectionState>(nextConnectionState, { kind: 'connecting' })
const opened = { type: 'opened', epoch: 1 } as const
const lost = { type: 'lost', atMs: 1_000, attempt: 1, retryAtMs: 1_500, online: true } as const

describe('the connection', () => {
  it('is live once opened and shows the round trip of the newest pong', () => {
    expect(after(opened)).toEqual({ kind: 'live', epoch: 1, rttMs: null })
    expect(after(opened, { type: 'pong', rttMs: 7 })).toEqual({ kind: 'live', epoch: 1, rttMs: 7 })
  })

  it('says when it will retry, and that it is trying', () => {
    expect(after(opened, lost)).toMatchObject({ kind: 'reconnecting', attempt: 1, retryAtMs: 1_500 })
    expect(after(opened, lost, { type: 'attempt' })).toMatchObject({ kind: 'reconnecting', retryAtMs: null })
  })

  it('remembers when it was lost over failing attempts', () => {
    const again = { ...lost, atMs: 2_000, attempt: 2, retryAtMs: 4_000 }
    expect(after(opened, lost, { type: 'attempt' }, again)).toMatchObject({ lostAtMs: 1_000, attempt: 2 })
  })

  it('is offline only while it is lost and the browser has no network', () => {
    expect(after(opened, { type: 'network', online: false })).toMatchObject({ kind: 'live' })
    expect(after(opened, { ...lost, online: false })).toMatchObject({ kind: 'offline' })
    expect(after(lost, { type: 'network', online: false })).toMatchObject({ kind: 'offline' })
    expect(after({ ...lost, online: false }, { type: 'network', online: true })).toMatchObject({ kind: 'reconnecting' })
  })

  it('counts down also when the first connection ever fails', () => {
    expect(after(lost)).toMatchObject({ kind: 'reconnecting', retryAtMs: 1_500 })
  })

  it('ignores a pong that comes after the loss', () => {
    expect(after(opened, lost, { type: 'pong', rttMs: 7 })).toEqual(after(opened, lost))
  })
})
