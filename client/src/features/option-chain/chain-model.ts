import {
  ChainUpdatesDocument,
  ExpiriesUpdatesDocument,
  type ChainUpdatesSubscription,
  type ChainUpdatesSubscriptionVariables,
  type ExpiriesUpdatesSubscription,
  type ExpiriesUpdatesSubscriptionVariables,
} from '../../gql/graphql.js'
import type { LiveOperation } from '../../live/live-store.js'
import type { Part } from '../../live/staleness.js'

export type Chain = ChainUpdatesSubscription['optionsChain']
export type ChainContract = Chain['contracts'][number]

const byStrikeThenKind = (a: ChainContract, b: ChainContract) =>
  a.strikeUsd - b.strikeUsd || a.optionKind.localeCompare(b.optionKind)

/**
 * The chain after one event. A patch brings only what changed: every other contract stays the very same object, so that
 * its row need not be drawn again.
 */
export function mergeChain(current: Chain | null, update: Chain): Chain {
  if (update.whole || current === null) return update
  const contracts = new Map(current.contracts.map((contract) => [contract.symbol, contract]))
  for (const symbol of update.removed) contracts.delete(symbol)
  const sameSet = update.removed.length === 0 && update.contracts.every(({ symbol }) => contracts.has(symbol))
  for (const contract of update.contracts) contracts.set(contract.symbol, contract)
  const merged = [...contracts.values()]
  return { ...update, whole: true, removed: [], contracts: sameSet ? merged : merged.sort(byStrikeThenKind) }
}

/** Quote and mark of each contract age on their own. The API does not say when the forward was heard. */
export const partsOfChain = ({ contracts }: Chain): readonly Part[] =>
  contracts.flatMap(({ quoteAsOf, quoteFreshness, markAsOf, markFreshness }) => [
    { asOf: quoteAsOf, freshness: quoteFreshness },
    { asOf: markAsOf, freshness: markFreshness },
  ])

export const chainOperation: LiveOperation<Chain, ChainUpdatesSubscription, ChainUpdatesSubscriptionVariables> = {
  updates: ChainUpdatesDocument,
  fold: (current, { optionsChain }) => mergeChain(current, optionsChain),
  partsOf: partsOfChain,
}

export const expiriesOperation: LiveOperation<
  ExpiriesUpdatesSubscription['expiries'],
  ExpiriesUpdatesSubscription,
  ExpiriesUpdatesSubscriptionVariables
> = {
  updates: ExpiriesUpdatesDocument,
  fold: (_current, { expiries }) => expiries,
}
