import { useEffect, useState } from 'react'
import type { ExpiryTab_ExpiryFragment } from '../../gql/graphql.js'
import { ExpiryTab_ExpiryFragmentDoc, ListedExpiriesDocument } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { valueOf } from '../../live/face-of.js'
import { useLive } from '../../live/use-live.js'
import { usePolledQuery } from '../../live/use-polled-query.js'
import { chainOperation } from './chain-model.js'

const EXPIRIES_EVERY_MS = 15_000
/** When the chain knows better than the tabs. */
const EXPIRIES_AGAIN_MS = 2_000

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

  const chain = valueOf(state)
  const label = chain?.expiryLabel
  const moved = chosen === null && label !== undefined && label !== expiries[0]?.expiryLabel
  const gone = state.kind === 'failed' && state.failure.code === 'UNKNOWN_EXPIRY'
  const { refresh } = listed
  useEffect(() => {
    if (!moved && !gone) return
    refresh()
    const again = setInterval(refresh, EXPIRIES_AGAIN_MS)
    return () => clearInterval(again)
  }, [moved, gone, refresh])

  const choose = (expiry: string) => setWanted({ currency, expiry })
  const shown = expiries.find(({ expiryLabel }) => expiryLabel === label)
  return {
    // The tab of the chain that is shown says the same as the chain.
    expiries: expiries.map((one) =>
      chain && one === shown ? { ...one, daysToExpiry: chain.daysToExpiry, atmIv: chain.atmIv } : one,
    ),
    failure: listed.failure,
    chosen: chosen ?? shown?.expiry ?? expiries[0]?.expiry ?? null,
    choose,
    state,
    retry,
  }
}
