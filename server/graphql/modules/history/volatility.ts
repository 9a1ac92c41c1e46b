import type { GraphQLResolveInfo } from 'graphql'
import { candleIntervalsMs, type CandleInterval } from '../../../domain/candle.js'
import { ranges } from '../../../domain/limits.js'
import { isVolatilityInterval, volatilityIntervals, type VolatilityInterval } from '../../../domain/volatility.js'
import { everyone } from '../../../fanout/live-source.js'
import type { LiveVolatility } from '../../../history/volatility/volatility-views.js'
import type { Market } from '../../../market/market.js'
import { currencyArg, intervalArg, rangeArg } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import { apiError } from '../../errors.js'
import type { QueryVolatilityHistoryArgs, SubscriptionVolatilityArgs } from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { marketReader } from '../../market-reader.js'
import { intervalEdges, intervalPageArgs } from './interval-page.js'

interface VolatilityArgs {
  readonly currency: string
  readonly tenorDays: number
  readonly interval: CandleInterval
}

export async function volatilityPage(
  args: QueryVolatilityHistoryArgs,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
) {
  const { market, volatilityFor } = marketReader(context, info)
  const choice = volatilityArgs(market, args)
  const asked = intervalPageArgs(args, candleIntervalsMs[choice.interval])
  const { points, hasMore } = await volatilityFor(context.asker).page({ ...choice, ...asked })
  return {
    ...intervalEdges(points, { hasMore, after: args.after }),
    tenorDays: choice.tenorDays,
    source: market.feedStatus().source,
  }
}

export async function volatility(args: SubscriptionVolatilityArgs, context: GraphqlContext, info: GraphQLResolveInfo) {
  const { market, volatility: views, volatilityFor, bus, clock } = marketReader(context, info)
  const minIntervalMs = intervalArg(args)
  const choice = volatilityArgs(market, args)
  await views.prepare(choice, volatilityFor(context.asker))
  return live<LiveVolatility>(clock, {
    field: 'volatility',
    audience: everyone,
    changes: (signal) => {
      views.follow(bus, choice, signal)
      return views.changes(bus, choice, signal)
    },
    read: () => views.read(choice),
    minIntervalMs,
  })
}

function volatilityArgs(market: Market, args: VolatilityArgs) {
  const currency = currencyArg(market, args.currency)
  const tenorDays = rangeArg('tenorDays', args.tenorDays, ranges.tenorDays)
  return { currency, tenorDays, interval: volatilityInterval(args.interval) }
}

function volatilityInterval(interval: CandleInterval): VolatilityInterval {
  if (isVolatilityInterval(interval)) return interval
  const message = `Argument "interval": there is a sample of volatility each minute, so ${interval} is too short; use one of ${volatilityIntervals.join(', ')}.`
  throw apiError('INVALID_INPUT', message, { argument: 'interval', allowed: { values: volatilityIntervals } })
}
