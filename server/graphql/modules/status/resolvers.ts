import { everyone } from '../../../fanout/live-source.js'
import { intervalArg } from '../../arguments.js'
import type { Resolvers, Status, SubscriptionStatusArgs } from '../../generated/resolver-types.js'
import { live } from '../../live.js'
import { stream } from '../../stream.js'

export const statusResolvers: Resolvers = {
  Query: {
    status: (_root, _args, { services }) => services.status.read(),
  },
  Subscription: {
    status: stream<Required<SubscriptionStatusArgs>, Status>(
      (
        args,
        {
          services: {
            status,
            live: { bus, clock },
          },
        },
      ) =>
        live<Status>(clock, {
          field: 'status',
          audience: everyone,
          changes: (signal) => bus.subscribe('status', { signal }),
          read: () => status.read(),
          minIntervalMs: intervalArg(args),
        }),
    ),
  },
}
