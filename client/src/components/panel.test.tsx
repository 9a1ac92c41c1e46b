import { describe, expect, it } from 'vitest'
import type { PanelFace } from '../lib/panel-face.js'
import { ignore, LAST_UPDATE_MS } from '../testing/faces.js'
import { render, wordsOf } from '../testing/render.js'
import { Panel } from './panel.js'

const failure = { of: 'question', message: 'The server said no', sinceMs: LAST_UPDATE_MS, retryAtMs: null } as const

function show(kind: PanelFace['kind']): string {
  const face = { kind, seq: null, asOf: null, lastUpdateMs: null, stale: null, failure: null }
  return render(
    <Panel
      name="one"
      title="One"
      face={kind === 'failed' ? { ...face, failure } : face}
      onRetry={ignore}
      note={<span>A note</span>}
    >
      <p>Content</p>
    </Panel>,
  )
}

describe('the frame of a panel', () => {
  it('keeps the room of the content below a notice', () => {
    for (const kind of ['failed', 'empty'] as const) expect(show(kind)).toMatch(/data-covered=""><p>Content<\/p>/)
    for (const kind of ['waiting', 'live'] as const) expect(show(kind)).not.toContain('data-covered')
  })

  it('has a note on what it shows, and none when it shows nothing', () => {
    for (const kind of ['waiting', 'live'] as const) expect(wordsOf(show(kind))).toContain('A note')
    expect(wordsOf(show('failed'))).toContain('The server said no Retry')
    for (const kind of ['failed', 'empty'] as const) expect(wordsOf(show(kind))).not.toContain('A note')
  })
})
