import { expect, it } from 'vitest'
import { render, wordsOf } from '../../testing/render.js'
import { FeedBadge } from './feed-badge.js'

const feed = { name: 'replay', source: 'REPLAY', state: 'LIVE', freshness: 'LIVE', detail: null } as const

it('names the source of the prices, and what is wrong with it', () => {
  const markup = render(<FeedBadge feed={{ ...feed, detail: 'The file ended' }} />)
  expect(markup).toContain('data-feed-source="REPLAY"')
  expect(markup).toContain('The file ended')
  expect(wordsOf(markup)).toBe('Replay')
})

it('claims no source before it knows one', () => {
  expect(render(<FeedBadge feed={null} />)).not.toContain('data-feed-source')
})
