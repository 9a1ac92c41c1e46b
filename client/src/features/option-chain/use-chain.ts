import { useState } from 'react'
import { ExpiryTab_ExpiryFragmentDoc, type ExpiryTab_ExpiryFragment } from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { refusalOf, valueOf } from '../../live/face-of.js'
import { useLive } from '../../live/use-live.js'
import { chainOperation, expiriesOperation } from './chain-model.js'

/** Listed expiries, the one chosen, and its chain. While none is chosen the server keeps to the nearest. */
export function useChain(currency: string, limit: number) {
  const [wanted, setWanted] = useState<{ readonly currency: string; readonly expiry: string } | null>(null)
  const listed = useLive(expiriesOperation, { currency }).state
  const expiries: readonly ExpiryTab_ExpiryFragment[] = (valueOf(listed)?.expiries ?? []).map((expiry) =>
    readFragment(ExpiryTab_ExpiryFragmentDoc, expiry),
  )
  const isListed = expiries.some(({ expiry }) => wanted?.currency === currency && expiry === wanted.expiry)
  const chosen = isListed && wanted ? wanted.expiry : null
  const { state, retry } = useLive(chainOperation, { currency, expiry: chosen, limit })

  const chain = valueOf(state)
  const choose = (expiry: string) => setWanted({ currency, expiry })
  const shown = expiries.find(({ expiryLabel }) => expiryLabel === chain?.expiryLabel)
  return {
    // The tab of the chain that is shown says the same as the chain.
    expiries: expiries.map((one) =>
      chain && one === shown ? { ...one, daysToExpiry: chain.daysToExpiry, atmIv: chain.atmIv } : one,
    ),
    failure: refusalOf(listed),
    chosen: chosen ?? shown?.expiry ?? expiries[0]?.expiry ?? null,
    choose,
    state,
    retry,
  }
}
