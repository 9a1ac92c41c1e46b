import { chainKey, type OpenBus } from '../bus/event-bus.js'
import type { ChainChoice } from '../domain/chain-choice.js'
import type { ChainExpiry, OptionChain, OptionContract, OptionsChainView } from '../domain/option-chain.js'
import { Kept } from '../lib/kept.js'
import { sameFields, sameItems } from '../lib/same.js'
import { moneyOf, nearestContracts, type Rungs } from './at-the-money.js'
import type { Market } from './market.js'
import { sameContract, sameContracts } from './published-contract.js'
import { readEach } from './read-each.js'

interface KnownView {
  readonly parts: readonly Part[]
  readonly view: OptionsChainView
}

/** A chain, and those of its contracts that pass the filters. */
interface Part {
  readonly chain: OptionChain
  readonly chosen: Rungs
}

/** How many views are kept that nobody follows. Each may hold contracts that nothing else holds any more. */
const keptUnfollowed = 100

/**
 * The chains as readers ask for them. Each choice is a stream with its own `seq`, which is the same for every reader
 * and query. The stream of the nearest expiry goes on with the next one when the expiry passes. While somebody follows
 * a stream, `seq` counts every change. Otherwise it grows by one when anything changed since the last read. It never
 * goes back, not even when the server has forgotten a view in between.
 */
export class ChainViews {
  readonly #market: Pick<Market, 'chain' | 'expiries'>
  readonly #known = new Kept<KnownView>(keptUnfollowed, ({ view }) => {
    this.#forgottenSeq = Math.max(this.#forgottenSeq, view.seq)
  })
  #forgottenSeq = 0

  constructor(market: Pick<Market, 'chain' | 'expiries'>) {
    this.#market = market
  }

  /** Counts every change of a view until the signal is aborted, however seldom its readers read. */
  follow(bus: OpenBus, choice: ChainChoice, signal: AbortSignal): void {
    this.#known.hold(choice.key)
    const release = () => this.#known.release(choice.key)
    readEach(this.changes(bus, choice, signal), () => this.read(choice), release)
  }

  /** An event for each chain of the choice that is published or gone. */
  changes(bus: OpenBus, { currency, expiries }: ChainChoice, signal: AbortSignal) {
    const chosen = expiries === 'NEAREST' ? [expiries] : expiries
    return bus.subscribe('optionChain', { keys: chosen.map((expiry) => chainKey(currency, expiry)), signal })
  }

  /** Null when none of the expiries is listed any more. */
  read(choice: ChainChoice): OptionsChainView | null {
    const chains = this.#chainsOf(choice)
    const known = this.#known.get(choice.key)
    const knownChains = known?.parts.map(({ chain }) => chain)
    if (known && knownChains && sameItems(chains, knownChains)) return known.view
    const parts = chains.map((chain) => partOf(chain, choice, known))
    const view = viewOf(parts, choice, known?.view ?? null, this.#forgottenSeq)
    if (view) this.#known.set(choice.key, { parts, view })
    return view
  }

  #chainsOf({ currency, expiries }: ChainChoice): readonly OptionChain[] {
    const listed = this.#market.expiries(currency)
    const chosen = expiries === 'NEAREST' ? listed.slice(0, 1) : listed.filter((one) => expiries.includes(one))
    return chosen.flatMap((expiryMs) => this.#market.chain(currency, expiryMs) ?? [])
  }
}

function partOf(chain: OptionChain, choice: ChainChoice, known: KnownView | undefined): Part {
  const before = known?.parts.find((one) => one.chain === chain)
  return before ?? { chain, chosen: { contracts: chosenOf(chain, choice), moneyUsd: moneyOf(chain) } }
}

function chosenOf({ contracts }: OptionChain, choice: ChainChoice): readonly OptionContract[] {
  const { isWhole, kind, fromUsd, toUsd, minOpenInterestCoin, symbols } = choice
  if (isWhole) return contracts
  const isChosen = ({ symbol, optionKind, strikeUsd, openInterestCoin }: OptionContract) =>
    (kind === null || optionKind === kind) &&
    strikeUsd >= fromUsd &&
    strikeUsd <= toUsd &&
    (minOpenInterestCoin === null || (openInterestCoin !== null && openInterestCoin >= minOpenInterestCoin)) &&
    (symbols === null || symbols.has(symbol))
  return contracts.filter(isChosen)
}

const nothing: readonly string[] = []

function viewOf(
  parts: readonly Part[],
  { limit }: ChainChoice,
  previous: OptionsChainView | null,
  seqBefore: number,
): OptionsChainView | null {
  const [first] = parts
  if (!first) return null
  const chains = parts.map(({ chain }) => chain)
  const nearest = nearestContracts(
    parts.map(({ chosen }) => chosen),
    limit,
  )
  const next: OptionsChainView = {
    ...first.chain,
    asOf: newestOf(chains),
    freshness: chains.some(({ freshness }) => freshness === 'STALE') ? 'STALE' : 'LIVE',
    contracts: previous && sameItems(nearest, previous.contracts) ? previous.contracts : nearest,
    contractCount: first.chain.contracts.length,
    expiries: chains.map(expiryOf),
    whole: true,
    removed: nothing,
    seq: previous?.seq ?? seqBefore,
  }
  return previous && isSame(next, previous) ? next : { ...next, seq: next.seq + 1 }
}

function newestOf(chains: readonly OptionChain[]): OptionChain['asOf'] {
  const times = chains.flatMap(({ asOf }) => asOf ?? [])
  return times.length === 0 ? null : Math.max(...times)
}

function expiryOf(chain: OptionChain): ChainExpiry {
  const { expiryMs, asOf, freshness, underlyingPriceUsd, underlyingFreshness, atmStrikeUsd, atmIv } = chain
  const header = { expiryMs, asOf, freshness, underlyingPriceUsd, underlyingFreshness, atmStrikeUsd, atmIv }
  return { ...header, openInterest: chain.openInterest, contractCount: chain.contracts.length }
}

/** Whether two views are equal apart from their times. */
function isSame(a: OptionsChainView, b: OptionsChainView): boolean {
  if (!sameFields(a, b, ['asOf', 'expiries', 'contracts']) || a.expiries.length !== b.expiries.length) return false
  if (!sameContracts(a.contracts, b.contracts)) return false
  return a.expiries.every((one, index) => {
    const other = b.expiries[index]
    return other !== undefined && sameFields(one, other, ['asOf'])
  })
}

/**
 * What a reader of `before` needs to have `after`, apart from times: the contracts that changed or came, and the symbols
 * that left. Null when the expiries differ.
 */
export function chainChange(before: OptionsChainView, after: OptionsChainView): OptionsChainView | null {
  if (!sameItems(expiriesOf(before), expiriesOf(after))) return null
  const known = new Map(before.contracts.map((contract) => [contract.symbol, contract]))
  const kept = new Set(after.contracts.map(({ symbol }) => symbol))
  return {
    ...after,
    whole: false,
    contracts: after.contracts.filter((contract) => {
      const shown = known.get(contract.symbol)
      return !shown || !sameContract(contract, shown)
    }),
    removed: before.contracts.flatMap(({ symbol }) => (kept.has(symbol) ? [] : [symbol])),
  }
}

function expiriesOf({ expiries }: OptionsChainView) {
  return expiries.map(({ expiryMs }) => expiryMs)
}
