import { expiryLabel } from '../../../domain/instrument.js'
import type { ExpirySummaries, OptionsChainView } from '../../../domain/option-chain.js'
import { msPerDay, type UnixMs } from '../../../domain/units.js'
import { everyone } from '../../../fanout/live-source.js'
import { roundTo } from '../../../lib/round.js'
import { chainChange } from '../../../market/chain-views.js'
import { currencyArg, intervalArg, requireListing } from '../../arguments.js'
import type { GraphqlContext, Services } from '../../context.js'
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

function optionsChain(args: SubscriptionOptionsChainArgs, context: GraphqlContext) {
  const services = marketReader(context)
  const { chains, bus, clock } = services
  const choice = chainArgs(services, args)
  const interest = new ExpiryInterest(services, choice.currency)
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

function summariesOf({ market }: Services, currency: string): ExpirySummaries {
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
    optionsChain: (_, args, context) => {
      const services = marketReader(context)
      const choice = chainArgs(services, args)
      if (choice.expiries === 'NEAREST') requireListing(services, choice.currency)
      return mustExist(services.chains.read(choice), 'chain')
    },
    expiries: (_, { currency }, context) => {
      const services = marketReader(context)
      return summariesOf(services, currencyArg(services, currency)).expiries
    },
  },
  Subscription: {
    optionsChain: stream<SubscriptionOptionsChainArgs, OptionsChainView>(optionsChain),
    expiries: stream<SubscriptionExpiriesArgs, ExpirySummaries>((args, context) => {
      const services = marketReader(context)
      const { bus, clock } = services
      const currency = currencyArg(services, args.currency)
      return live<ExpirySummaries>(clock, {
        field: 'expiries',
        audience: everyone,
        changes: (signal) => bus.subscribe('expirySummaries', { keys: [currency], signal }),
        read: () => summariesOf(services, currency),
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
