import type { Task } from '../support/forked.js'

/** The part of our schema that is measured. Times and enums are plain texts here, which is in the peers' favor. */
export const typeDefs = `
  type Query { version: String }
  type Subscription { marketData: MarketData! optionsChain(limit: Int): OptionsChain! }
  type MarketData { seq: Int! asOf: String source: String! freshness: String! indexPriceUsd: Float perpetual: Perpetual }
  type Perpetual { bidPriceUsd: Float askPriceUsd: Float markPriceUsd: Float fundingRate8h: Float }
  type OptionsChain {
    seq: Int! asOf: String source: String! freshness: String! underlyingPriceUsd: Float contracts: [OptionContract!]!
  }
  type OptionContract {
    symbol: String! optionKind: String! strikeUsd: Float! bidPriceCoin: Float bidPriceUsd: Float bidIv: Float
    askPriceCoin: Float askPriceUsd: Float askIv: Float markPriceCoin: Float markPriceUsd: Float markIv: Float
    greeks: Greeks openInterestCoin: Float
  }
  type Greeks { delta: Float! gamma: Float! vega: Float! theta: Float! }
`

export type Field = 'marketData' | 'optionsChain'

export interface PeerEvent {
  readonly field: Field
  /** As a resolver of the root answers it. */
  readonly value: object
}

/** What our server sent for each event, as values; one message an event, over and over. */
export function eventsOf({ events }: Task): () => PeerEvent {
  const values = events.map(([text = '']) => {
    const { payload } = JSON.parse(text) as { payload: { data: Record<Field, object> } }
    const [[field, value] = []] = Object.entries(payload.data) as [Field, object][]
    if (!field || !value) throw new Error(`Not an event: ${text}`)
    return { field, value }
  })
  let step = 0
  return () => {
    const event = values[step++ % values.length]
    if (!event) throw new Error('Nothing to publish')
    return event
  }
}
