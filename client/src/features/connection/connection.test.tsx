import { describe, expect, it } from 'vitest'
import type { ConnectionState, StreamFreshness } from '../../live/use-connection.js'
import { ignore } from '../../testing/faces.js'
import { render, wordsOf } from '../../testing/render.js'
import { displayOf } from './connection-model.js'
import { ConnectionView } from './connection-view.js'

const live = { kind: 'live', epoch: 1, rttMs: 3.21 } as const
const lost = { kind: 'reconnecting', attempt: 2, retryAtMs: 10_000, lostAtMs: 0 } as const
const show = (
  state: ConnectionState,
  freshness: StreamFreshness,
  nowMs: number,
  message: string | null = null,
  of: 'source' | 'ended' = 'source',
) => {
  const trouble = message === null ? null : { of, message }
  return render(<ConnectionView display={displayOf(state, { freshness, trouble }, nowMs)} onRetry={ignore} />)
}

describe('the connection indicator', () => {
  it('is live with the round trip', () => {
    const markup = show(live, 'live', 0)
    expect(markup).toContain('data-connection="live"')
    expect(wordsOf(markup)).toBe('Live 3.2 ms')
  })

  it('is stale when the socket holds but a source is silent', () => {
    expect(show(live, 'stale', 0)).toContain('data-connection="stale"')
    expect(show(lost, 'stale', 0)).toContain('data-connection="reconnecting"')
  })

  it('says that it waits when the socket holds but a source has told nothing yet', () => {
    const markup = show(live, 'waiting', 0)
    expect(markup).toContain('data-connection="waiting"')
    expect(markup).toContain('a source has told nothing yet')
    expect(wordsOf(markup)).toBe('Waiting 3.2 ms')
  })

  it('says why, when it is known what is wrong with the source', () => {
    const markup = show(live, 'waiting', 0, 'Nobody listens there.')
    expect(wordsOf(markup)).toBe('No market data 3.2 ms')
    expect(markup).toContain('Nobody listens there.')
    expect(wordsOf(show(live, 'live', 0, 'Nobody listens there.'))).toBe('Live 3.2 ms')
    expect(wordsOf(show(lost, 'waiting', 5_500, 'Nobody listens there.'))).toContain('Reconnecting')
  })

  it('says that a recording is over, and what to do', () => {
    const markup = show(live, 'stale', 0, 'It is over.', 'ended')
    expect(wordsOf(markup)).toBe('Recording over 3.2 ms')
    expect(markup).toContain('It is over. Start the server again to play it anew.')
  })

  it('counts down to the next attempt and offers to try now', () => {
    expect(wordsOf(show(lost, 'live', 5_500))).toBe('Reconnecting in 5 s Retry now')
    expect(wordsOf(show(lost, 'live', 12_000))).toBe('Reconnecting in 0 s Retry now')
    expect(wordsOf(show({ ...lost, retryAtMs: null }, 'live', 0))).toBe('Reconnecting now …')
  })

  it('says that the server answers only to those who sign in', () => {
    const markup = show({ kind: 'refused' }, 'waiting', 0)
    expect(wordsOf(markup)).toBe('Not signed in')
    expect(markup).toContain('answers only to those who sign in')
  })

  it('tells offline and connecting apart', () => {
    expect(show({ ...lost, kind: 'offline' }, 'live', 0)).toContain('data-connection="offline"')
    expect(wordsOf(show({ kind: 'connecting' }, 'live', 0))).toBe('Connecting')
  })
})
