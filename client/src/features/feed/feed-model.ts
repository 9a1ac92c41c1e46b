import type {
  FeedBadge_FeedStatusFragment,
  FeedBadge_HistoryStatusFragment,
  StatusUpdatesSubscription,
} from '../../gql/graphql.js'
import { clockWithDate } from '../../lib/format-time.js'
import { DASH } from '../../lib/format.js'
import type { Preparing } from '../../lib/preparing.js'
import { text } from '../../lib/text.js'
import type { LiveFailure } from '../../live/failure.js'

const words = text.feed

const sentence = (said: string) => `${said.slice(0, 1).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? '' : '.'}`
const timeOf = (time: string | null) => (time === null ? null : Date.parse(time))

/** What keeps the feed from delivering, its end included; null while it delivers or opens its source for the first time. */
export function troubleOf(feed: FeedBadge_FeedStatusFragment | null): LiveFailure | null {
  if (feed === null || feed.state === 'LIVE' || feed.state === 'CONNECTING') return null
  return {
    of: feed.state === 'ENDED' ? 'ended' : 'source',
    message: feed.detail === null ? words.trouble[feed.state] : sentence(feed.detail),
    code: null,
    sinceMs: Date.parse(feed.since),
    retryAtMs: timeOf(feed.nextAttemptAt),
  }
}

/** What the feed does instead of delivering, and since when; null while it delivers. */
export function stateWords({ state, since, nextAttemptAt }: FeedBadge_FeedStatusFragment, todayMs: number) {
  if (state === 'LIVE') return null
  const clockOf = (time: string) => clockWithDate(Date.parse(time), todayMs)
  return {
    word: words.states[state],
    times: words.since[state](clockOf(since)) + (nextAttemptAt === null ? '' : words.again(clockOf(nextAttemptAt))),
  }
}

const msPerHour = 3_600_000

/** What is told of a warm-up while it runs. */
export function preparingOf(warmUp: StatusUpdatesSubscription['status']['warmUp'] | null): Preparing | null {
  if (warmUp?.state !== 'RUNNING') return null
  const { from, to, progressPct } = warmUp
  return { hours: Math.round((Date.parse(to) - Date.parse(from)) / msPerHour), progressPct }
}

/** What is recorded of the market, and if nothing is, why. */
export function recordingWords({ state, from }: FeedBadge_HistoryStatusFragment, todayMs: number): string {
  if (state === 'OFF' || state === 'REPLAY') return words.notRecorded[state]
  return words.recording[state](from === null ? DASH : clockWithDate(Date.parse(from), todayMs))
}
