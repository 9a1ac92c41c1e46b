import type { ExecutionArgs } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { noCredentials } from '../../auth/credentials.js'
import type { Fanout } from '../../fanout/fanout.js'
import type { MaskError, Subscription } from '../../fanout/subscriptions.js'
import { coercedOperation } from './coerced-operation.js'
import type { GraphqlContext } from '../context.js'
import type { ErrorCode } from '../errors.js'
import { nullWhereRequired } from './null-where-required.js'
import { selectsNothing } from './selects-nothing.js'

/** Runs subscriptions through the fan-out, whatever transport they came by. */
export function useFanout(fanout: Fanout, maskError: MaskError): Plugin<GraphqlContext> {
  return {
    onSubscribe({ setSubscribeFn }) {
      // What is thrown is that operation's error, the same on every transport.
      setSubscribeFn((args: ExecutionArgs) =>
        subscribe(fanout, args).catch((error: unknown) => ({ errors: [maskError(error)] })),
      )
    },
  }
}

async function subscribe(fanout: Fanout, args: ExecutionArgs) {
  const asked = coercedOperation(args)
  const refusal = asked && nullWhereRequired(asked)
  if (refusal) return { errors: [refusal] }
  if (asked && selectsNothing(asked)) return { errors: [nothingSelected()] }
  const { services, audience, direct, over, onSubscription } = args.contextValue as GraphqlContext
  const shared = { audience, sharedContext: { services, audience, credentials: noCredentials } }
  const result = await fanout.subscribe(args, { ...shared, ...(direct && { sink: direct.sink }) })
  if (direct && Symbol.asyncIterator in result) direct.subscription = result
  if (over && Symbol.asyncIterator in result) leaveWhenOver(result, over)
  if (Symbol.asyncIterator in result) onSubscription?.()
  return result
}

function nothingSelected(): GraphQLError {
  const message = 'The subscription has no field left: @skip or @include leaves its only one out.'
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' satisfies ErrorCode, http: { status: 400 } },
  })
}

function leaveWhenOver(subscription: Subscription, over: AbortSignal): void {
  const leave = () => void subscription.return()
  if (over.aborted) leave()
  else over.addEventListener('abort', leave, { once: true })
}

/** `after` says where a reader begins: from there on readers share the events. */
export const placeArguments = { newDecision: 'after', newFill: 'after', newOrder: 'after' } as const
