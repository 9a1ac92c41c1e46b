import { ranges } from '../../../domain/limits.js'
import { expiryLabel } from '../../../domain/instrument.js'
import type { ExpirySummaries, OptionsChainView } from '../../../domain/option-chain.js'
import type { UnixMs } from '../../../domain/units.js'
import { msPerDay } from '../../../domain/units.js'
import { roundTo } from '../../../lib/round.js'
import { chainKey } from '../../../bus/event-bus.js'
import { chainChange } from '../../../market/chain-views.js'
import { currencyArg, expiryArg, intervalArg, rangeArg } from '../../arguments.js'
import type { GraphqlContext, Services } from '../../context.js'
import type {
  Resolvers,
  SubscriptionExpiriesArgs,
  SubscriptionOptionsChainArgs,
} from '../../generated/resolver-types.js'
import { ExpiryInterest } from './expiry-interest.js'
import { known } from '../../known.js'
import { live } from '../../live.js'
import { stream } from '../../stream.js'

type ChainArgs = Required<Omit<SubscriptionOptionsChainArgs, 'expiry'>> & { expiry?: UnixMs | null }

function optionsChain(args: ChainArgs, { services }: GraphqlContext) {
  const { chains, bus, clock } = services
  const currency = currencyArg(services, args.currency)
  const expiry = args.expiry == null ? 'NEAREST' : expiryArg(services, currency, args.expiry)
  const limit = rangeArg('limit', args.limit, ranges.limit)
  const interest = new ExpiryInterest(services, currency)
  return live<OptionsChainView>(clock, {
    field: 'optionsChain',
    changes: (signal) => {
      void chains.follow(bus, { currency, expiry, limit }, signal)
      return bus.subscribe('optionChain', { keys: [chainKey(currency, expiry)], signal })
    },
    read: () => chains.read(currency, expiry, limit),
    onState: (view) => interest.follow(view?.expiryMs ?? null),
    whenEmpty: expiry === 'NEAREST' ? 'WAIT' : 'END',
    minIntervalMs: intervalArg(args),
    ...(args.delta && { change: chainChange }),
  })
}

type ExpiriesArgs = Required<SubscriptionExpiriesArgs>

function summariesOf({ market }: Services, currency: string): ExpirySummaries {
  return known(market.expirySummaries(currency), 'expiries')
}

export const optionsResolvers: Resolvers = {
  Query: {
    optionsChain: (_, { currency, expiry, limit }, { services }) => {
      const choice = expiryArg(services, currencyArg(services, currency), expiry)
      return known(services.chains.read(currency, choice, rangeArg('limit', limit, ranges.limit)), 'chain')
    },
    expiries: (_, { currency }, { services }) => summariesOf(services, currencyArg(services, currency)).expiries,
  },
  Subscription: {
    optionsChain: stream<ChainArgs, OptionsChainView>(optionsChain),
    expiries: stream<ExpiriesArgs, ExpirySummaries>((args, { services }) => {
      const { bus, clock } = services
      const currency = currencyArg(services, args.currency)
      return live<ExpirySummaries>(clock, {
        field: 'expiries',
        changes: (signal) => bus.subscribe('expirySummaries', { keys: [currency], signal }),
        read: () => summariesOf(services, currency),
        minIntervalMs: intervalArg(args),
      })
    }),
  },
  OptionsChain: {
    expiry: ({ expiryMs }) => expiryMs,
    expiryLabel: ({ expiryMs }) => expiryLabel(expiryMs),
    daysToExpiry: ({ expiryMs, asOf }) => (asOf === null ? null : roundTo((expiryMs - asOf) / msPerDay, 4)),
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
