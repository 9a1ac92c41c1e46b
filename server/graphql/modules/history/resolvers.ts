import type { GraphQLResolveInfo } from 'graphql'
import { candleIntervalsMs, unitOf } from '../../../domain/candle.js'
import { everyone } from '../../../fanout/live-source.js'
import type { LiveCandle } from '../../../history/bars/candle-views.js'
import type { LiveVolatility } from '../../../history/volatility/volatility-views.js'
import { intervalArg } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import type { QueryCandlesArgs, Resolvers, SubscriptionCandleArgs } from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { marketReader } from '../../market-reader.js'
import { intervalEdges, intervalPageArgs } from './interval-page.js'
import { seriesArg } from './series-args.js'
import { volatility, volatilityPage } from './volatility.js'

async function candlePage(args: QueryCandlesArgs, context: GraphqlContext, info: GraphQLResolveInfo) {
  const { market, candlesFor } = marketReader(context, info)
  const candles = candlesFor(context.asker)
  const { interval, after } = args
  const asked = intervalPageArgs(args, candleIntervalsMs[interval])
  const series = await seriesArg(market, args, (one) => candles.has(one))
  const { candles: nodes, hasMore } = await candles.page({ series, interval, ...asked })
  return {
    ...intervalEdges(nodes, { hasMore, after }),
    value: series.value,
    unit: unitOf(series),
    source: market.feedStatus().source,
  }
}

async function candle(args: SubscriptionCandleArgs, context: GraphqlContext, info: GraphQLResolveInfo) {
  const { market, candles, candlesFor, bus, clock } = marketReader(context, info)
  const minIntervalMs = intervalArg(args)
  const series = await seriesArg(market, args, () => Promise.resolve(false))
  const choice = { series, interval: args.interval }
  await candles.prepare(choice, candlesFor(context.asker))
  return live<LiveCandle>(clock, {
    field: 'candle',
    audience: everyone,
    changes: (signal) => {
      candles.follow(bus, choice, signal)
      return candles.changes(bus, choice, signal)
    },
    read: () => candles.read(choice),
    minIntervalMs,
  })
}

export const historyResolvers: Resolvers = {
  Query: {
    candles: (_root, args, context, info) => candlePage(args, context, info),
    volatilityHistory: (_root, args, context, info) => volatilityPage(args, context, info),
  },
  Subscription: {
    candle: {
      subscribe: (_root, args, context, info) => candle(args, context, info),
      resolve: (event: LiveCandle) => event,
    },
    volatility: {
      subscribe: (_root, args, context, info) => volatility(args, context, info),
      resolve: (event: LiveVolatility) => event,
    },
  },
  Candle: { from: ({ fromMs }) => fromMs, to: ({ toMs }) => toMs },
  VolatilityPoint: { from: ({ fromMs }) => fromMs, to: ({ toMs }) => toMs, time: ({ timeMs }) => timeMs },
  LiveCandle: { value: ({ series }) => series.value },
}
