import { isOption } from '../../../domain/instrument.js'
import { ranges } from '../../../domain/limits.js'
import type { UnixMs } from '../../../domain/units.js'
import { everyone } from '../../../fanout/live-source.js'
import type { InstrumentChoice, InstrumentsView } from '../../../market/instrument-views.js'
import type { Market } from '../../../market/market.js'
import { currencyArg, intervalArg, listedExpiry, rangeArg } from '../../arguments.js'
import type { InstrumentKind, Resolvers } from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { marketReader } from '../../market-reader.js'
import { mustExist } from '../../must-exist.js'

interface ChoiceArgs {
  readonly currency: string
  readonly kind?: InstrumentKind | null
  readonly expiry?: UnixMs | null
  readonly first: number
}

function choiceOf(market: Market, { currency, kind, expiry, first }: ChoiceArgs): InstrumentChoice {
  rangeArg('first', first, ranges.page)
  const checked = currencyArg(market, currency)
  const expiryMs = expiry == null ? null : listedExpiry(market, checked, expiry)
  return { currency: checked, kind: kind ?? null, expiryMs }
}

export const instrumentResolvers: Resolvers = {
  Query: {
    instruments: (_, args, context, info) => {
      const { market, instruments } = marketReader(context, info)
      const view = mustExist(instruments.read(choiceOf(market, args)), 'listing')
      return { ...view, first: args.first }
    },
  },
  Subscription: {
    instruments: {
      subscribe: (_, args, context, info) => {
        const { market, instruments, bus, clock } = marketReader(context, info)
        const choice = choiceOf(market, args)
        return live<InstrumentsView>(clock, {
          field: 'instruments',
          audience: everyone,
          changes: (signal) => {
            instruments.follow(bus, choice, signal)
            return bus.subscribe('instruments', { keys: [choice.currency], signal })
          },
          read: () => instruments.read(choice),
          minIntervalMs: intervalArg(args),
        })
      },
      resolve: (view: InstrumentsView, { first }: ChoiceArgs) => ({ ...view, first }),
    },
  },
  Instruments: {
    count: ({ instruments }) => instruments.length,
    instruments: ({ instruments, first }) => instruments.slice(0, first),
  },
  Instrument: {
    optionKind: (one) => (isOption(one) ? one.optionKind : null),
    strikeUsd: (one) => (isOption(one) ? one.strikeUsd : null),
    expiry: (one) => (isOption(one) ? one.expiryMs : null),
    priceUnit: (one) => (isOption(one) ? one.premiumUnit : 'USD'),
    tickSize: ({ tickSize }) => tickSize?.base ?? null,
    tickSteps: ({ tickSize }) => tickSize?.steps ?? null,
    makerFee: ({ makerCommission }) => makerCommission,
    takerFee: ({ takerCommission }) => takerCommission,
  },
}
