import type { ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Fanout } from '../fanout/fanout.js'
import type { GraphqlContext } from './context.js'

/** Runs subscriptions through the fan-out, whatever transport they came by. */
export function useFanout(fanout: Fanout): Plugin<GraphqlContext> {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn((args: ExecutionArgs) => {
        const { services, audience, sink } = args.contextValue as GraphqlContext
        return fanout.subscribe(args, { audience, sharedContext: { services, audience }, ...(sink && { sink }) })
      })
    },
  }
}

/** `newDecision(after)` says where a reader begins: from there on readers share the decisions. */
export const placeArguments = { newDecision: 'after' } as const
