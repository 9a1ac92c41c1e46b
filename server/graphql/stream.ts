import type { EventSource, Sequenced, StateSource } from '../fanout/live-source.js'
import type { GraphqlContext } from './context.js'

/** A subscription field that answers each event as it is. */
export function stream<Args, Event>(
  subscribe: (args: Args, context: GraphqlContext) => StateSource<Event & Sequenced> | EventSource<Event>,
) {
  return {
    subscribe: (_root: unknown, args: Args, context: GraphqlContext) => subscribe(args, context),
    resolve: (event: Event) => event,
  }
}
