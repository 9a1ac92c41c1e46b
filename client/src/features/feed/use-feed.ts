import { useEffect } from 'react'
import type { FeedBadge_FeedStatusFragment } from '../../gql/graphql.js'
import { FeedBadge_FeedStatusFragmentDoc, FeedStatusDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { useOverallFreshness } from '../../live/use-connection.js'
import { usePolledQuery } from '../../live/use-polled-query.js'

const EVERY_MS = 15_000
const NO_VARIABLES = {}

export interface Feed {
  readonly badge: FeedBadge_FeedStatusFragment | null
  readonly currencies: readonly string[]
  readonly version: string | null
}

/** What the server says of its feed; asked again as soon as a stream tells that it went silent or speaks again. */
export function useFeed(): Feed {
  const { data, refresh } = usePolledQuery(FeedStatusDocument, NO_VARIABLES, EVERY_MS)
  const freshness = useOverallFreshness()
  useEffect(refresh, [refresh, freshness])
  if (data === null) return { badge: null, currencies: [], version: null }
  const { feed, version } = data.status
  return { badge: readFragment(FeedBadge_FeedStatusFragmentDoc, feed), currencies: feed.currencies, version }
}
