import { hint } from '../../components/hint.js'
import type { FeedBadge_FeedStatusFragment } from '../../gql/graphql.js'
import { text } from '../../lib/text.js'
import css from './feed.module.css'

const words = text.feed

const LABELS = {
  SIMULATED: [words.simulated, words.simulatedHint],
  REPLAY: [words.replay, words.replayHint],
  DERIBIT: [words.deribit, words.deribitHint],
  PUBLISHED: [words.published, words.published],
} as const

/** Loud when the prices are not those of a market now, or the feed does not deliver; quiet otherwise. */
export function FeedBadge({ feed }: { readonly feed: FeedBadge_FeedStatusFragment | null }) {
  const [label, about] = feed === null ? [words.unknown, ''] : LABELS[feed.source]
  const detail = feed?.detail ?? null
  return (
    <span
      className={css.feed}
      data-feed-source={feed?.source}
      data-feed-state={feed?.state}
      {...hint(detail === null ? about : `${about} ${words.problem(detail)}`)}
    >
      <span className={css.source}>{label}</span>
      {feed !== null && feed.state !== 'LIVE' && <span className={css.state}>{words.states[feed.state]}</span>}
    </span>
  )
}
