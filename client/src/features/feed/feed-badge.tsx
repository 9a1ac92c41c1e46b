import { hint } from '../../components/hint.js'
import type { FeedBadge_FeedStatusFragment, FeedBadge_HistoryStatusFragment } from '../../gql/graphql.js'
import { failureTimes } from '../../lib/failure-times.js'
import { text } from '../../lib/text.js'
import { useToday } from '../../lib/use-today.js'
import type { LiveFailure } from '../../live/failure.js'
import { recordingWords, stateWords, troubleOf } from './feed-model.js'
import css from './feed.module.css'

const words = text.feed

const LABELS = {
  SIMULATED: [words.simulated, words.simulatedHint],
  REPLAY: [words.replay, words.replayHint],
  DERIBIT: [words.deribit, words.deribitHint],
  PUBLISHED: [words.published, words.published],
} as const

export interface FeedBadgeProps {
  readonly feed: FeedBadge_FeedStatusFragment | null
  readonly history: FeedBadge_HistoryStatusFragment | null
  /** Why nothing is known of the feed. */
  readonly failure: LiveFailure | null
}

/** Loud when the prices are not those of a market now, or when the feed does not deliver. Quiet otherwise. */
export function FeedBadge({ feed, history, failure }: FeedBadgeProps) {
  const todayMs = useToday()
  const [label, about] = feed === null ? [words.unknown, ''] : LABELS[feed.source]
  const trouble = troubleOf(feed) ?? failure
  const why = trouble && `${trouble.message} ${failureTimes(trouble, todayMs)} ${text.panel.advice[trouble.of]}`
  const state = feed && stateWords(feed, todayMs)
  const recorded = history && recordingWords(history, todayMs)
  return (
    <span
      className={css.feed}
      data-feed=""
      data-feed-source={feed?.source}
      data-feed-state={feed?.state}
      {...hint([about, why, recorded].filter(Boolean).join(' '))}
    >
      <span className={css.source}>{label}</span>
      {state && (
        <span className={css.state}>
          {state.word} <span className={css.times}>{state.times}</span>
        </span>
      )}
    </span>
  )
}
