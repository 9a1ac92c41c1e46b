import { describe, expect, it } from 'vitest'
import { ignore } from '../../testing/faces.js'
import { render, wordsOf } from '../../testing/render.js'
import { displayOf } from './connection-model.js'
import { ConnectionView } from './connection-view.js'

const live = { kind: 'live', epoch: 1, rttMs: 3.21 } as const
const lost = { kind: 'reconnecting', attempt: 2, retryAtMs: 10_000, lostAtMs: 0 } as const
const show = (...display: Parameters<typeof displayOf>) =>
  render(<ConnectionView display={displayOf(...display)} onRetry={ignore} />)

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

  it('counts down to the next attempt and offers to try now', () => {
    expect(wordsOf(show(lost, 'live', 5_500))).toBe('Reconnecting in 5 s Retry now')
    expect(wordsOf(show(lost, 'live', 12_000))).toBe('Reconnecting in 0 s Retry now')
    expect(wordsOf(show({ ...lost, retryAtMs: null }, 'live', 0))).toBe('Reconnecting now …')
  })

  it('tells offline and connecting apart', () => {
    expect(show({ ...lost, kind: 'offline' }, 'live', 0)).toContain('data-connection="offline"')
    expect(wordsOf(show({ kind: 'connecting' }, 'live', 0))).toBe('Connecting')
  })
})
