/** What is subscribed to; the same fields as `bench/peers/schema.ts` has. */
const contract = `symbol optionKind strikeUsd bidPriceCoin bidPriceUsd bidIv askPriceCoin askPriceUsd askIv markPriceCoin
  markPriceUsd markIv greeks { delta gamma vega theta } openInterestCoin`

/** Nine fields, some 260 bytes. */
export const tick = `subscription { marketData { seq asOf source freshness indexPriceUsd
  perpetual { bidPriceUsd askPriceUsd markPriceUsd fundingRate8h } } }`

/** Ten rows are some 3.5 KB; under another alias it is another operation of the same length. */
export function chain(limit = 10, alias = 'optionsChain'): string {
  return `subscription { ${alias}: optionsChain(limit: ${limit}) { seq asOf source freshness underlyingPriceUsd
    contracts { ${contract} } } }`
}

/** Chains are published at most every 100 ms: no event should wait for that. */
export const chainPaceMs = 4
