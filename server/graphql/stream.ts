import type { GraphQLResolveInfo } from 'graphql'
import type { EventSource, Sequenced, StateSource } from '../fanout/live-source.js'
import type { GraphqlContext } from './context.js'

/** A subscription field that answers each event as it is. */
export function stream<Args, Event>(
  subscribe: (
    args: Args,
    context: GraphqlContext,
    info: GraphQLResolveInfo,
  ) => StateSource<Event & Sequenced> | EventSource<Event>,
) {
  return {
    subscribe: (_root: unknown, args: Args, context: GraphqlContext, info: GraphQLResolveInfo) =>
      subscribe(args, context, info),
    resolve: (event: Event) => event,
  }
}
