import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { anyoneOf, everyone, type Viewer } from '../../auth/viewer.js'
import type { Audience, Fanout, Subscriber } from '../../fanout/fanout.js'
import { Subscription, type MaskError } from '../../fanout/subscription.js'
import type { GraphqlContext } from '../context.js'
import type { ErrorCode } from '../errors.js'
import { withNamesOfInput } from './allowed-names.js'
import { coercedOperation } from './coerced-operation.js'
import { nullWhereRequired } from './null-where-required.js'
import { selectsNothing } from './selects-nothing.js'
import { tooMuchAskedFor } from './use-size-limit.js'

/** Begins a subscription, on any transport. If it cannot begin, the errors are its result, as callers see them. */
export type Subscribe = (args: ExecutionArgs) => Promise<Subscription | ExecutionResult>

export function subscribeThrough(fanout: Fanout, maskError: MaskError): Subscribe {
  return async (args) => {
    const failed = (errors: readonly unknown[]): ExecutionResult => ({
      errors: errors.map((error) => withNamesOfInput(args.schema, maskError(error))),
    })
    try {
      const refusal = refusalOf(args)
      if (refusal) return failed([refusal])
      const result = await fanout.subscribe(args, subscriberOf(args.contextValue as GraphqlContext))
      return result instanceof Subscription ? result : failed(result.errors ?? [])
    } catch (error) {
      return failed([error])
    }
  }
}

/** Makes Yoga begin subscriptions in the same way. */
export function useSubscribe(subscribe: Subscribe): Plugin {
  return {
    onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
  }
}

/** Results are executed for anyone of the audience, because others of the audience get the same results. */
function subscriberOf({ services, viewer }: GraphqlContext): Subscriber {
  const of = (anyone: Viewer): Audience => {
    const sharedContext: GraphqlContext = { services, viewer: anyone, renew: null }
    return { name: anyone.audience, sharedContext }
  }
  return { own: of(anyoneOf(viewer)), everyone: of(everyone) }
}

function refusalOf(args: ExecutionArgs): GraphQLError | null {
  const tooMuch = tooMuchAskedFor(args)
  if (tooMuch) return tooMuch
  const asked = coercedOperation(args)
  if (!asked) return null
  return nullWhereRequired(asked) ?? (selectsNothing(asked) ? nothingSelected() : null)
}

function nothingSelected(): GraphQLError {
  const message = 'The subscription has no field left: @skip or @include leaves its only one out.'
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' satisfies ErrorCode, http: { status: 400 } },
  })
}
