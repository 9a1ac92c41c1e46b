import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Fanout } from '../../fanout/fanout.js'
import { Subscription, type MaskError } from '../../fanout/subscription.js'
import type { FairTurns } from '../../lib/fair-turns.js'
import { within } from '../../lib/within.js'
import type { GraphqlContext } from '../context.js'
import type { ErrorCode } from '../errors.js'
import { withNamesOfInput } from './allowed-names.js'
import { coercedOperation } from './coerced-operation.js'
import { onNamedTimelines } from './named-timelines.js'
import { nullWhereRequired } from './null-where-required.js'
import { withoutSchema } from './schema-hints.js'
import { selectsNothing } from './selects-nothing.js'
import { withArgument } from './use-argument-names.js'
import { tooMuchAskedFor } from './use-cost-limit.js'
import { operationTimeMs, timedOut } from './use-deadline.js'
import type { AskerOf } from './use-turns.js'

/** Begins a subscription, on any transport. If it cannot begin, the errors are its result, as callers see them. */
export type Subscribe = (args: ExecutionArgs) => Promise<Subscription | ExecutionResult>

export interface SubscribeParts {
  readonly fanout: Fanout
  readonly maskError: MaskError
  /** Whether errors name what the schema has. */
  readonly introspection: boolean
  readonly maxCost: number
  readonly turns: FairTurns
  readonly askerOf: AskerOf
}

export function subscribeThrough(parts: SubscribeParts): Subscribe {
  const { fanout, maskError, introspection, maxCost, turns, askerOf } = parts
  return async (args) => {
    const failed = (errors: readonly unknown[]): ExecutionResult => {
      const named = introspection ? (error: GraphQLError) => withNamesOfInput(args.schema, error) : withoutSchema(args)
      const withPath = withArgument(args.document)
      return { errors: errors.map((error) => named(withPath(maskError(error)))) }
    }
    const context = args.contextValue as GraphqlContext
    try {
      const refusal = refusalOf(args, maxCost)
      if (refusal) return failed([refusal])
      const begin = async () => onNamedTimelines(args, (named) => fanout.subscribe(named))
      const begun = turns.spend(askerOf(context), begin)
      const result = await inTime(begun, args, context)
      return result instanceof Subscription ? result : failed(result.errors ?? [])
    } catch (error) {
      return failed([error])
    }
  }
}

type Begun = Subscription | ExecutionResult

/** A subscription that begins too late is left at once. */
function inTime(
  begun: Promise<Begun>,
  args: ExecutionArgs,
  { giveUp }: Pick<GraphqlContext, 'giveUp'>,
): Begun | Promise<Begun> {
  return within<Begun>(operationTimeMs, begun, () => {
    giveUp()
    void begun.then((late) => (late instanceof Subscription ? late.leave() : undefined)).catch(() => undefined)
    return timedOut(args, operationTimeMs)
  })
}

/** Makes Yoga begin subscriptions in the same way. */
export function useSubscribe(subscribe: Subscribe): Plugin {
  return {
    onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe),
  }
}

function refusalOf(args: ExecutionArgs, maxCost: number): GraphQLError | null {
  const tooMuch = tooMuchAskedFor(args, maxCost)
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
