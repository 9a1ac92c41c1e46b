import type { HeardChain, OptionChain } from '../domain/option-chain.js'
import type { ChainFreshness } from './chain-freshness.js'
import { publishedChain } from './option-chain-builder.js'

/** A chain as it was published last. It is made when it is first read. */
export class PublishedChain {
  readonly freshness: ChainFreshness
  /** The values, or how to make them of what was kept for that. */
  #heard: HeardChain | (() => HeardChain)
  #chain: OptionChain | null = null
  /** The newest one before it that was made. */
  #before: OptionChain | null

  constructor(heard: HeardChain | (() => HeardChain), freshness: ChainFreshness, before: OptionChain | null) {
    this.#heard = heard
    this.freshness = freshness
    this.#before = before
  }

  /** The values that it is made of. */
  get heard(): HeardChain {
    if (typeof this.#heard === 'function') this.#heard = this.#heard()
    return this.#heard
  }

  get chain(): OptionChain {
    this.#chain ??= publishedChain(this.heard, this.#before)
    this.#before = null
    return this.#chain
  }

  /** The newest one that was made, of this and those before it. */
  get newestMade(): OptionChain | null {
    return this.#chain ?? this.#before
  }
}
