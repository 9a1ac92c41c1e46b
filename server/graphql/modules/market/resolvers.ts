import type { GraphQLResolveInfo } from 'graphql'
import { ranges } from '../../../domain/limits.js'
import type { MarketData } from '../../../domain/market-data.js'
import { everyone } from '../../../fanout/live-source.js'
import { currencyArg, intervalArg, rangeArg } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import type { Resolvers, SubscriptionMarketDataArgs } from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { marketReader } from '../../market-reader.js'
import { mustExist } from '../../must-exist.js'
import { stream } from '../../stream.js'
import { readerOf } from '../../timeline.js'

function marketData(
  args: { currency: string; minIntervalMs: number },
  context: GraphqlContext,
  info: GraphQLResolveInfo,
) {
  const { market, bus, clock } = marketReader(context, info)
  const currency = currencyArg(market, args.currency)
  return live<MarketData>(clock, {
    field: 'marketData',
    audience: everyone,
    changes: (signal) => bus.subscribe('marketData', { keys: [currency], signal }),
    read: () => market.marketData(currency),
    minIntervalMs: intervalArg(args),
  })
}

export const marketResolvers: Resolvers = {
  Query: {
    marketData: (_, { currency }, context, info) => {
      const { market } = marketReader(context, info)
      return mustExist(market.marketData(currencyArg(market, currency)), 'market data')
    },
  },
  Subscription: {
    marketData: stream<SubscriptionMarketDataArgs & { currency: string; minIntervalMs: number }, MarketData>(
      marketData,
    ),
  },
  MarketData: {
    indexHistory: ({ currency }, { points }, context, info) =>
      readerOf(context, info)
        .timeline.market.indexHistory(currency, rangeArg('points', points, ranges.historyPoints))
        .map(({ timeMs, priceUsd }) => ({ time: timeMs, priceUsd })),
  },
}
