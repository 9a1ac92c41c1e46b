import { getOperationAST, OperationTypeNode, type ExecutionArgs, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { rateLimited, tooManyOperations } from '../../graphql/pipeline/limit-errors.js'
import type { HoldBody } from '../../graphql/pipeline/read-body.js'
import { fragmentsOf, selectedFields } from '../../graphql/selected-fields.js'
import { jsonMemory } from '../../lib/json-memory.js'
import { sayNumber } from '../../lib/say-number.js'
import type { Admission } from '../../limits/admission.js'
import { Place } from '../../limits/counted.js'
import { mostOf } from '../../limits/limits.js'
import { callerOf, operationRefusal, takeSubscription } from '../links/callers.js'
import type { TransportContext } from './transport-context.js'

/**
 * Keeps operations over HTTP within the limits of their caller, and writes on every transport. `wsOperations` does the
 * rest for WebSockets, where it knows the socket.
 */
export function useAdmission(admission: Admission): Plugin<TransportContext> {
  return {
    // Before the body is read: a request that is none of GraphQL counts like an operation.
    async onRequestParse({ serverContext }) {
      const refusal = await operationRefusal(admission, callerOf(serverContext as unknown as TransportContext))
      if (refusal) throw refusal
    },
    onParams({ params, context }) {
      const refusal = holdParams(admission, context as unknown as TransportContext, params)
      if (refusal) throw refusal
    },
    onExecute({ args, setResultAndStopExecution }) {
      const writes = writesOf(args)
      if (writes.length === 0) return
      return writeRefusal(admission, args.contextValue, writes).then((refusal) => {
        if (refusal) setResultAndStopExecution({ errors: [refusal] })
        return undefined
      })
    },
    onSubscribe({ args: { contextValue }, setResultAndStopExecution }) {
      const place = takeSubscription(admission, callerOf(contextValue))
      if (place instanceof Place) contextValue.answer?.whenOver(() => place.leave())
      else setResultAndStopExecution({ errors: [place] })
    },
  }
}

/** Counts what is kept of the body of a request for its address while it comes. */
export function holdBodyOf(admission: Admission): (context: unknown) => HoldBody {
  return (context) => {
    const { source } = callerOf({ source: (context as TransportContext).source })
    return (giveWay) => admission.heldBodies.begin(source, giveWay)
  }
}

/** Counts what a request over HTTP holds until it is answered. Answers why it may not run. */
function holdParams(admission: Admission, context: TransportContext, params: unknown): GraphQLError | null {
  const { answer } = context
  if (!answer) return null
  const { source } = callerOf({ source: context.source })
  const bytes = jsonMemory(params)
  admission.operations.add(source, bytes)
  answer.whenOver(() => admission.operations.add(source, -bytes))
  if (!admission.operations.isFull(source)) return null
  admission.refused('held_operations', source)
  return tooManyOperations('Too many operations of this address, or of all, run at a time; try again later.', null)
}

/** The names of the mutations of an operation, each as often as it is asked for. */
function writesOf({ document, operationName }: ExecutionArgs): string[] {
  const operation = getOperationAST(document, operationName)
  if (operation?.operation !== OperationTypeNode.MUTATION) return []
  const fields = selectedFields(operation.selectionSet, { fragmentOf: fragmentsOf(document) })
  return fields.map(({ node }) => node.name.value)
}

/** Counts writes, and accounts that are opened. Resolves to why they may not be done. */
async function writeRefusal(
  admission: Admission,
  context: TransportContext,
  writes: readonly string[],
): Promise<GraphQLError | null> {
  const { source } = callerOf(context)
  const { limits } = admission
  const waitMs = await admission.take('writes', source, writes.length)
  if (waitMs !== null) {
    return rateLimited(`Too many writes: at most ${sayNumber(mostOf(limits.writesPerMinute, source))} a minute`, waitMs)
  }
  const opened = writes.filter((name) => name === 'openAccount').length
  const openWaitMs = opened === 0 ? null : await admission.take('accounts', source, opened)
  if (openWaitMs === null) return null
  const most = sayNumber(mostOf(limits.accountsPerHour, source))
  return rateLimited(`Too many accounts opened: at most ${most} an hour`, openWaitMs)
}
