import type { HeardChain, OptionContract } from '../../domain/option-chain.js'
import type { UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { smileVols } from '../../pricing/smile.js'
import type { HeardSmile, HeardSmiles } from './smile-block.js'

/** What the chains of a currency say at a time. Marks that are stale or doubted do not count. */
export function heardSmiles(chains: readonly HeardChain[], timeMs: UnixMs): HeardSmiles {
  const [openInterest, volume] = [new PutCall(), new PutCall()]
  for (const { contracts } of chains) {
    for (const { optionKind, openInterestCoin, volume24hCoin } of contracts) {
      openInterest.add(optionKind, openInterestCoin)
      volume.add(optionKind, volume24hCoin)
    }
  }
  const expiries = chains.filter(({ expiryMs }) => expiryMs > timeMs).map((chain) => smileOf(chain, timeMs))
  return { expiries, putCallOpenInterest: openInterest.ratio(), putCallVolume: volume.ratio() }
}

/** An expiry whose smile is unknown stays: it is still the neighbor of others. */
function smileOf({ expiryMs, underlyingPriceUsd, contracts }: HeardChain, timeMs: UnixMs): HeardSmile {
  if (underlyingPriceUsd === null) return { expiryMs, atmIv: null, call25Iv: null, put25Iv: null }
  const ivs = new Map<number, number>()
  for (const contract of contracts) {
    const isOutOfTheMoney = (contract.optionKind === 'CALL') === contract.strikeUsd >= underlyingPriceUsd
    const iv = believedIv(contract)
    // The option out of the money has the better mark; the other one serves where that is unknown.
    if (iv !== null && (isOutOfTheMoney || !ivs.has(contract.strikeUsd))) ivs.set(contract.strikeUsd, iv)
  }
  const strikesUsd = [...ivs.keys()].sort((a, b) => a - b)
  const vols = smileVols({
    forwardUsd: underlyingPriceUsd,
    yearsToExpiry: yearsToExpiry(expiryMs, timeMs),
    strikesUsd,
    ivAt: (index) => ivs.get(strikesUsd[index] ?? Number.NaN) ?? null,
  })
  return { expiryMs, ...vols }
}

function believedIv({ markIv, markDoubted, markFreshness }: OptionContract): number | null {
  return markFreshness === 'LIVE' && !markDoubted ? markIv : null
}

/** Sums of puts and of calls. What is unknown of a contract does not count. */
class PutCall {
  readonly #sums = { CALL: 0, PUT: 0 }

  add(kind: 'CALL' | 'PUT', coins: number | null): void {
    this.#sums[kind] += coins ?? 0
  }

  /** Null without calls. */
  ratio(): number | null {
    const { CALL, PUT } = this.#sums
    return CALL > 0 ? PUT / CALL : null
  }
}
