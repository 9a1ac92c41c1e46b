import { getArgumentValues, type ExecutionArgs, type FieldNode } from 'graphql'
import type { UnixMs } from '../../domain/units.js'
import type { GraphqlContext } from '../context.js'
import { apiError } from '../errors.js'
import { fragmentsOf, selectedFields } from '../selected-fields.js'
import { readerFor, type TimelineReader } from '../timeline.js'
import { coercedOperation, type CoercedOperation } from './coerced-operation.js'

/**
 * An operation with the timelines that its root fields name. They are made before it is executed, so that execution waits for
 * nothing, and each field below has the one of its root field. The same object when it names none.
 */
export function withNamedTimelines(args: ExecutionArgs): ExecutionArgs | Promise<ExecutionArgs> {
  const asked = coercedOperation(args)
  const times = asked ? timesOf(asked) : new Map<string, UnixMs>()
  return times.size === 0 ? args : withTimelines(args, times)
}

async function withTimelines(args: ExecutionArgs, times: ReadonlyMap<string, UnixMs>): Promise<ExecutionArgs> {
  const context = args.contextValue as GraphqlContext
  const named = await Promise.all(
    Array.from(times, async ([field, atMs]): Promise<[string, TimelineReader | Error]> => [
      field,
      await readerAt(context, atMs).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      ),
    ]),
  )
  return { ...args, contextValue: { ...context, named: new Map(named) } satisfies GraphqlContext }
}

/** The times that root fields name, by the names of the fields in the answer. */
function timesOf({ schema, document, operation, variables }: CoercedOperation): Map<string, UnixMs> {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {}
  const times = new Map<string, UnixMs>()
  for (const { node } of selectedFields(operation.selectionSet, { fragmentOf: fragmentsOf(document) })) {
    const field = fields[node.name.value]
    if (!field || !names(node, 'at')) continue
    const { at } = argumentsOf(() => getArgumentValues(field, node, variables))
    if (typeof at === 'number') times.set((node.alias ?? node.name).value, at)
  }
  return times
}

function names(node: FieldNode, argument: string): boolean {
  return node.arguments?.some(({ name }) => name.value === argument) ?? false
}

/** Execution reports arguments that are wrong. */
function argumentsOf(read: () => Record<string, unknown>): Record<string, unknown> {
  try {
    return read()
  } catch {
    return {}
  }
}

async function readerAt({ services, viewer, asker }: GraphqlContext, atMs: UnixMs): Promise<TimelineReader> {
  const nowMs = services.live.clock.now()
  if (atMs > nowMs) {
    const [at, now] = [new Date(atMs).toISOString(), new Date(nowMs).toISOString()]
    const message = `Argument "at": ${at} is in the future; here it is ${now}. Leave it out for the present.`
    throw apiError('OUT_OF_RANGE', message, { argument: 'at', allowed: { max: now } })
  }
  return readerFor(await services.timelineAt(atMs, asker), viewer.scopes.readable, asker)
}
