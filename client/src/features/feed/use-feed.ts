import { useMemo } from 'react'
import {
  FeedBadge_FeedStatusFragmentDoc,
  FeedBadge_HistoryStatusFragmentDoc,
  StatusUpdatesDocument,
  type FeedBadge_FeedStatusFragment,
  type FeedBadge_HistoryStatusFragment,
  type StatusUpdatesSubscription,
} from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { Preparing } from '../../lib/preparing.js'
import { refusalOf, valueOf } from '../../live/face-of.js'
import type { LiveFailure } from '../../live/failure.js'
import type { LiveOperation } from '../../live/live-store.js'
import { useLive } from '../../live/use-live.js'
import { preparingOf } from './feed-model.js'

type Status = StatusUpdatesSubscription['status'] & { readonly asOf: null; readonly freshness: 'LIVE' }

const statusOperation: LiveOperation<Status, StatusUpdatesSubscription, Record<string, never>> = {
  updates: StatusUpdatesDocument,
  fold: (_current, { status }) => ({ ...status, asOf: null, freshness: 'LIVE' }),
}
const NO_VARIABLES = {}

export interface Feed {
  readonly badge: FeedBadge_FeedStatusFragment | null
  /** What is recorded of it. */
  readonly history: FeedBadge_HistoryStatusFragment | null
  readonly currencies: readonly string[]
  readonly version: string | null
  /** The accounts of the agents are being prepared. Null while they are not. */
  readonly preparing: Preparing | null
  /** Why nothing is known of it. */
  readonly failure: LiveFailure | null
}

/** What the server says of its feed. */
export function useFeed(): Feed {
  const { state } = useLive(statusOperation, NO_VARIABLES)
  const status = valueOf(state)
  const preparing = useMemo(() => preparingOf(status?.warmUp ?? null), [status?.warmUp])
  return {
    badge: status && readFragment(FeedBadge_FeedStatusFragmentDoc, status.feed),
    history: status && readFragment(FeedBadge_HistoryStatusFragmentDoc, status.history),
    currencies: status?.feed.currencies ?? [],
    version: status?.version ?? null,
    preparing,
    failure: refusalOf(state),
  }
}
