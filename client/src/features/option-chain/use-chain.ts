import { useEffect, useState } from 'react'
import type { ExpiryTab_ExpiryFragment } from '../../gql/graphql.js'
import { ExpiryTab_ExpiryFragmentDoc, ListedExpiriesDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { valueOf } from '../../live/face-of.js'
import { useLive } from '../../live/use-live.js'
import { usePolledQuery } from '../../live/use-polled-query.js'
import { chainOperation } from './chain-model.js'

const EXPIRIES_EVERY_MS = 60_000

/** Listed expiries, the one chosen, and its chain. While none is chosen the server keeps to the nearest. */
export function useChain(currency: string, limit: number) {
  const [wanted, setWanted] = useState<{ readonly currency: string; readonly expiry: string } | null>(null)
  const listed = usePolledQuery(ListedExpiriesDocument, { currency }, EXPIRIES_EVERY_MS)
  const expiries: readonly ExpiryTab_ExpiryFragment[] = (listed.data?.expiries ?? []).map((expiry) =>
    readFragment(ExpiryTab_ExpiryFragmentDoc, expiry),
  )
  const isListed = expiries.some(({ expiry }) => wanted?.currency === currency && expiry === wanted.expiry)
  const chosen = isListed && wanted ? wanted.expiry : null
  const { state, retry } = useLive(chainOperation, { currency, expiry: chosen, limit })

  const label = valueOf(state)?.expiryLabel
  const moved = chosen === null && label !== undefined && label !== expiries[0]?.expiryLabel
  const gone = state.kind === 'failed' && state.failure.code === 'UNKNOWN_EXPIRY'
  const { refresh } = listed
  useEffect(() => {
    if (moved || gone) refresh()
  }, [moved, gone, refresh])

  const choose = (expiry: string) => setWanted({ currency, expiry })
  return { expiries, chosen: chosen ?? expiries[0]?.expiry ?? null, choose, state, retry }
}
