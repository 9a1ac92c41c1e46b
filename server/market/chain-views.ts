import type { EventBus } from '../bus/event-bus.js'
import { chainKey } from '../bus/event-bus.js'
import type { OptionChain, OptionsChainView } from '../domain/option-chain.js'
import type { UnixMs } from '../domain/units.js'
import { sameFields, sameItems } from '../lib/same.js'
import { nearestContracts } from './at-the-money.js'
import type { Market } from './market.js'

export interface ViewChoice {
  readonly currency: string
  readonly expiry: ExpiryChoice
  readonly limit: number
}

/** One expiry, or whichever is the nearest at the time. */
export type ExpiryChoice = UnixMs | 'NEAREST'

/**
 * The chains as readers ask for them: the contracts nearest the money of one expiry. Each (currency, expiry, limit) is
 * a stream with its own `seq`, the same for every reader and query; the nearest expiry is a stream of its own, which
 * goes on when that expiry passes. `seq` counts every change while somebody follows the stream, and otherwise one for
 * all that changed since it was read before.
 */
export class ChainViews {
  readonly #market: Pick<Market, 'chain' | 'expiries'>
  readonly #views = new Map<string, { chain: OptionChain; view: OptionsChainView }>()

  constructor(market: Pick<Market, 'chain' | 'expiries'>) {
    this.#market = market
  }

  /** Takes part in every change of a view, until the signal is aborted, however seldom its readers read. */
  async follow(bus: EventBus, { currency, expiry, limit }: ViewChoice, signal: AbortSignal): Promise<void> {
    const chains = bus.subscribe('optionChain', { keys: [chainKey(currency, expiry)], signal })
    for await (const _ of chains) this.read(currency, expiry, limit)
  }

  /** Null when the expiry is not listed. */
  read(currency: string, expiry: ExpiryChoice, limit: number): OptionsChainView | null {
    const listed = this.#market.expiries(currency)
    const expiryMs = expiry === 'NEAREST' ? listed[0] : listed.find((one) => one === expiry)
    const chain = expiryMs === undefined ? null : this.#market.chain(currency, expiryMs)
    if (!chain) return null
    const key = `${currency}:${expiry}:${limit}`
    const known = this.#views.get(key)
    if (!known) this.#forgetExpired(currency)
    const view = known && sameMoment(known.chain, chain) ? known.view : nextView(chain, limit, known?.view)
    this.#views.set(key, { chain, view })
    return view
  }

  #forgetExpired(currency: string): void {
    const listed = new Set(this.#market.expiries(currency))
    for (const [key, { chain }] of this.#views) {
      const nearest = key.startsWith(`${currency}:NEAREST:`)
      if (chain.currency === currency && !nearest && !listed.has(chain.expiryMs)) this.#views.delete(key)
    }
  }
}

function sameMoment(a: OptionChain, b: OptionChain): boolean {
  return a.expiryMs === b.expiryMs && a.seq === b.seq && a.asOf === b.asOf
}

function nextView(chain: OptionChain, limit: number, previous: OptionsChainView | undefined): OptionsChainView {
  const nearest = nearestContracts(chain.contracts, limit, chain.underlyingPriceUsd ?? chain.indexPriceUsd)
  const contracts = previous && sameItems(nearest, previous.contracts) ? previous.contracts : nearest
  const next: OptionsChainView = {
    ...chain,
    contracts,
    contractCount: chain.contracts.length,
    whole: true,
    removed: previous?.removed ?? [],
    seq: previous?.seq ?? 0,
  }
  return previous && sameFields(next, previous, ['asOf']) ? next : { ...next, seq: next.seq + 1 }
}

/**
 * What turns `before` into `after` for a reader: changed and new contracts, and symbols gone. Null when they are of
 * different expiries.
 */
export function chainChange(before: OptionsChainView, after: OptionsChainView): OptionsChainView | null {
  if (before.expiryMs !== after.expiryMs) return null
  const known = new Set(before.contracts)
  const kept = new Set(after.contracts.map(({ symbol }) => symbol))
  return {
    ...after,
    whole: false,
    contracts: after.contracts.filter((contract) => !known.has(contract)),
    removed: before.contracts.flatMap(({ symbol }) => (kept.has(symbol) ? [] : [symbol])),
  }
}
