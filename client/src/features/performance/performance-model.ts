import { PerformanceUpdatesDocument, type PerformanceUpdatesSubscription } from '../../gql/graphql.js'
import type { LiveOperation } from '../../live/live-store.js'
import { settled } from '../../live/settled.js'

export type AccountPerformance = PerformanceUpdatesSubscription['performance']

export const performanceOperation: LiveOperation<
  AccountPerformance,
  PerformanceUpdatesSubscription,
  { readonly account: string }
> = {
  updates: PerformanceUpdatesDocument,
  fold: (_before, { performance }) => settled(performance),
}
