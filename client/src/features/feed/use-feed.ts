import { useEffect } from 'react'
import type { FeedBadge_FeedStatusFragment } from '../../gql/graphql.js'
import { FeedBadge_FeedStatusFragmentDoc, FeedStatusDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { LiveFailure } from '../../live/failure.js'
import { useOverallFreshness } from '../../live/use-connection.js'
import { usePolledQuery } from '../../live/use-polled-query.js'

const EVERY_MS = 15_000
/** While it does not deliver or something is silent, so that what is said of it and its next attempt is true. */
const AGAIN_MS = 2_000
const NO_VARIABLES = {}

export interface Feed {
  readonly badge: FeedBadge_FeedStatusFragment | null
  readonly currencies: readonly string[]
  readonly version: string | null
  /** Why nothing is known of it. */
  readonly failure: LiveFailure | null
}

/** What the server says of its feed; asked again as soon as a stream tells that it went silent or speaks again. */
export function useFeed(): Feed {
  const { data, failure, refresh } = usePolledQuery(FeedStatusDocument, NO_VARIABLES, EVERY_MS)
  const freshness = useOverallFreshness()
  const badge = data && readFragment(FeedBadge_FeedStatusFragmentDoc, data.status.feed)
  const isUneasy = badge?.state !== 'ENDED' && (freshness !== 'live' || (badge !== null && badge.state !== 'LIVE'))
  useEffect(refresh, [refresh, freshness])
  useEffect(() => {
    if (!isUneasy) return
    const again = setInterval(refresh, AGAIN_MS)
    return () => clearInterval(again)
  }, [isUneasy, refresh])
  return { badge, currencies: data?.status.feed.currencies ?? [], version: data?.status.version ?? null, failure }
}
