import { distinct } from './distinct.js'
import type { OptionKind } from './instrument.js'
import { usualChainLimit } from './limits.js'
import type { UnixMs } from './units.js'

/** In USD, both ends included. */
export interface StrikeRange {
  readonly from?: number | null
  readonly to?: number | null
}

/** Which contracts of a currency somebody asks for. What is left out or null leaves all in. */
export interface ChainFilters {
  readonly currency: string
  /** Left out: whichever is the nearest at the time. */
  readonly expiries?: readonly UnixMs[] | null
  readonly kind?: OptionKind | null
  readonly strikes?: StrikeRange | null
  readonly minOpenInterestCoin?: number | null
  readonly symbols?: readonly string[] | null
  /** Left out: as many as `symbols` names, or `usualChainLimit`. */
  readonly limit?: number | null
}

/** The same in one form. */
export interface ChainChoice {
  /** Equal for filters that mean the same. */
  readonly key: string
  readonly currency: string
  /** In order of time, each once. */
  readonly expiries: readonly UnixMs[] | 'NEAREST'
  readonly kind: OptionKind | null
  readonly fromUsd: number
  readonly toUsd: number
  readonly minOpenInterestCoin: number | null
  readonly symbols: ReadonlySet<string> | null
  /** No filter holds a contract of the expiries out. */
  readonly isWhole: boolean
  readonly limit: number
}

export function chainChoice({ currency, kind = null, strikes, ...asked }: ChainFilters): ChainChoice {
  // Who names no expiry in a list asks for no contract.
  const asksForNone = asked.expiries?.length === 0
  const symbols = asksForNone ? [] : asked.symbols ? distinct(asked.symbols).sort() : null
  const expiries = asked.expiries && !asksForNone ? distinct(asked.expiries).sort((a, b) => a - b) : 'NEAREST'
  const [fromUsd, toUsd] = [strikes?.from ?? -Infinity, strikes?.to ?? Infinity]
  const minOpenInterestCoin = asked.minOpenInterestCoin ?? null
  const limit = Math.min(asked.limit ?? Infinity, symbols?.length ?? asked.limit ?? usualChainLimit)
  return {
    key: JSON.stringify([currency, expiries, kind, fromUsd, toUsd, minOpenInterestCoin, symbols, limit]),
    currency,
    expiries,
    kind,
    fromUsd,
    toUsd,
    minOpenInterestCoin,
    symbols: symbols && new Set(symbols),
    isWhole: [kind, strikes ?? null, minOpenInterestCoin, symbols].every((filter) => filter === null),
    limit,
  }
}
