import type { GraphQLResolveInfo } from 'graphql'
import { expiryLabel } from '../../../domain/instrument.js'
import type { ExpirySummaries, OptionsChainView } from '../../../domain/option-chain.js'
import { msPerDay, type UnixMs } from '../../../domain/units.js'
import { everyone } from '../../../fanout/live-source.js'
import { roundTo } from '../../../lib/round.js'
import { chainChange } from '../../../market/chain-views.js'
import type { Market } from '../../../market/market.js'
import { currencyArg, intervalArg, requireListing } from '../../arguments.js'
import type { GraphqlContext } from '../../context.js'
import type {
  Resolvers,
  SubscriptionExpiriesArgs,
  SubscriptionOptionsChainArgs,
} from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { marketReader } from '../../market-reader.js'
import { mustExist } from '../../must-exist.js'
import { stream } from '../../stream.js'
import { chainArgs } from './chain-args.js'
import { ExpiryInterest } from './expiry-interest.js'

function optionsChain(args: SubscriptionOptionsChainArgs, context: GraphqlContext, info: GraphQLResolveInfo) {
  const timeline = marketReader(context, info)
  const { market, chains, bus, clock } = timeline
  const choice = chainArgs(market, args)
  const interest = new ExpiryInterest(timeline, choice.currency)
  return live<OptionsChainView>(clock, {
    field: 'optionsChain',
    audience: everyone,
    changes: (signal) => {
      chains.follow(bus, choice, signal)
      return chains.changes(bus, choice, signal)
    },
    read: () => chains.read(choice),
    onState: (view) => interest.follow(view?.expiries.map(({ expiryMs }) => expiryMs) ?? []),
    whenEmpty: choice.expiries === 'NEAREST' ? 'WAIT' : 'END',
    minIntervalMs: intervalArg(args),
    ...(args.delta && { change: chainChange }),
  })
}

function summariesOf(market: Market, currency: string): ExpirySummaries {
  return mustExist(market.expirySummaries(currency), 'expiries')
}

/** The same fields for a chain and for each expiry in it. */
const ofExpiry = {
  expiry: ({ expiryMs }: { readonly expiryMs: UnixMs }) => expiryMs,
  expiryLabel: ({ expiryMs }: { readonly expiryMs: UnixMs }) => expiryLabel(expiryMs),
  daysToExpiry: ({ expiryMs, asOf }: { readonly expiryMs: UnixMs; readonly asOf: UnixMs | null }) =>
    asOf === null ? null : roundTo((expiryMs - asOf) / msPerDay, 4),
}

export const optionsResolvers: Resolvers = {
  Query: {
    optionsChain: (_, args, context, info) => {
      const { market, chains } = marketReader(context, info)
      const choice = chainArgs(market, args)
      if (choice.expiries === 'NEAREST') requireListing(market, choice.currency)
      return mustExist(chains.read(choice), 'chain')
    },
    expiries: (_, { currency }, context, info) => {
      const { market } = marketReader(context, info)
      return summariesOf(market, currencyArg(market, currency)).expiries
    },
  },
  Subscription: {
    optionsChain: stream<SubscriptionOptionsChainArgs, OptionsChainView>(optionsChain),
    expiries: stream<SubscriptionExpiriesArgs, ExpirySummaries>((args, context, info) => {
      const { market, bus, clock } = marketReader(context, info)
      const currency = currencyArg(market, args.currency)
      return live<ExpirySummaries>(clock, {
        field: 'expiries',
        audience: everyone,
        changes: (signal) => bus.subscribe('expirySummaries', { keys: [currency], signal }),
        read: () => summariesOf(market, currency),
        minIntervalMs: intervalArg(args),
      })
    }),
  },
  OptionsChain: ofExpiry,
  ChainExpiry: ofExpiry,
  OptionContract: {
    expiry: ({ expiryMs }) => expiryMs,
  },
  ChainOpenInterest: {
    putCallRatio: ({ callsCoin, putsCoin }) =>
      callsCoin === null || callsCoin === 0 || putsCoin === null ? null : roundTo(putsCoin / callsCoin, 4),
  },
  Expiry: {
    expiry: ({ expiryMs }) => expiryMs,
    expiryLabel: ({ expiryMs }) => expiryLabel(expiryMs),
  },
}
