import { expect, it } from 'vitest'
import { render, wordsOf } from '../../testing/render.js'
import { FeedBadge } from './feed-badge.js'

const feed = { name: 'replay', source: 'REPLAY', state: 'LIVE', freshness: 'LIVE', detail: null } as const

it('names the source of the prices, and what is wrong with it', () => {
  const markup = render(<FeedBadge feed={{ ...feed, detail: 'The file ended' }} />)
  expect(markup).toContain('data-feed-source="REPLAY"')
  expect(markup).toMatch(/data-hint="[^"]*The file ended" tabindex="0"/i)
  expect(wordsOf(markup)).toBe('Replay')
})

it.each([
  ['CONNECTING', 'Replay Connecting'],
  ['RECONNECTING', 'Replay Reconnecting'],
  ['ENDED', 'Replay Ended'],
] as const)('says in words that the feed is %s', (state, words) => {
  const markup = render(<FeedBadge feed={{ ...feed, state, freshness: 'STALE' }} />)
  expect(wordsOf(markup)).toBe(words)
  expect(markup).toContain(`data-feed-state="${state}"`)
})

it('claims no source before it knows one', () => {
  expect(render(<FeedBadge feed={null} />)).not.toContain('data-feed-source')
})
