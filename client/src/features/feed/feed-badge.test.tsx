import { expect, it } from 'vitest'
import { render, wordsOf } from '../../testing/render.js'
import { FeedBadge } from './feed-badge.js'
import { troubleOf } from './feed-model.js'

const since = '2026-11-21T12:00:15Z'
const feed = {
  name: 'replay',
  source: 'REPLAY',
  state: 'LIVE',
  since,
  nextAttemptAt: null,
  freshness: 'LIVE',
  detail: null,
} as const
const unreachable = {
  ...feed,
  name: 'deribit',
  source: 'DERIBIT',
  state: 'RECONNECTING',
  freshness: 'STALE',
  nextAttemptAt: '2026-11-21T12:03:30Z',
  detail: "the exchange's name is not known to DNS (ENOTFOUND)",
} as const
const show = (shown: Parameters<typeof troubleOf>[0]) =>
  render(<FeedBadge feed={shown} history={null} failure={null} />)

it('names the source of the prices', () => {
  const markup = show(feed)
  expect(markup).toContain('data-feed-source="REPLAY"')
  expect(wordsOf(markup)).toBe('Replay')
  expect(troubleOf(feed)).toBeNull()
})

it.each([
  ['CONNECTING', 'Replay Connecting since 12:00:15'],
  ['RECONNECTING', 'Replay Unreachable since 12:00:15'],
  ['ENDED', 'Replay Ended at 12:00:15'],
] as const)('says in words that the feed is %s, and since when', (state, words) => {
  const markup = show({ ...feed, state, freshness: 'STALE' })
  expect(wordsOf(markup)).toBe(words)
  expect(markup).toContain(`data-feed-state="${state}"`)
})

it('says of an exchange that cannot be reached what is wrong, since when, when it is tried again and what to do', () => {
  const markup = show(unreachable)
  expect(wordsOf(markup)).toBe('Deribit Unreachable since 12:00:15, again at 12:03:30')
  const about = /data-hint="([^"]*)"/.exec(markup)?.[1]
  expect(about).toContain('exchange&#x27;s name is not known to DNS (ENOTFOUND). Since 12:00:15.')
  expect(about).toContain('Tries again at 12:03:30. The server goes on trying. If it lasts, check its network')
  expect(troubleOf(unreachable)).toEqual({
    of: 'source',
    message: "The exchange's name is not known to DNS (ENOTFOUND).",
    code: null,
    sinceMs: Date.parse(since),
    retryAtMs: Date.parse(unreachable.nextAttemptAt),
  })
})

it('tells a recording that is over from an outage: nothing is tried, and what to do', () => {
  const markup = show({ ...feed, state: 'ENDED', freshness: 'STALE' })
  expect(markup).toContain('come to its end. Since 12:00:15. Start the server again to play it anew.')
  expect(markup).not.toContain('goes on trying')
})

it('claims no source before it knows one, and says why it does not', () => {
  expect(show(null)).not.toContain('data-feed-source')
  const failure = { of: 'question', message: 'Status 500.', code: null, sinceMs: 0, retryAtMs: null } as const
  expect(render(<FeedBadge feed={null} history={null} failure={failure} />)).toContain('data-hint="Status 500. Since')
})

it.each([
  ['RECORDING', since, 'Recorded since 12:00:15.'],
  ['RECORDING', null, 'Recorded since –.'],
  ['INTERRUPTED', since, 'Recorded since 12:00:15, but not now: the store cannot be written.'],
  ['CLOCK_BEHIND', since, 'Recorded since 12:00:15, but not now: the clock of the server was set back.'],
  ['OFF', null, 'It is not recorded.'],
  ['REPLAY', null, 'It is not recorded again.'],
] as const)('says in its hint what is recorded: %s, %s', (state, from, words) => {
  const about = /data-hint="([^"]*)"/.exec(
    render(<FeedBadge feed={feed} history={{ state, from }} failure={null} />),
  )?.[1]
  expect(about).toBe(`Prices come from a recording of an exchange. ${words}`)
})
