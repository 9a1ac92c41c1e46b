import { getArgumentValues, type ExecutionArgs, type FieldNode } from 'graphql'
import type { UnixMs } from '../../domain/units.js'
import type { GraphqlContext } from '../context.js'
import { apiError } from '../errors.js'
import { readReplay, timelineOf } from '../replays.js'
import { fragmentsOf, selectedFields } from '../selected-fields.js'
import { readerFor, type Timeline, type TimelineReader } from '../timeline.js'
import { coercedOperation, type CoercedOperation } from './coerced-operation.js'

/** What a root field names: a time or a replay. */
interface Naming {
  readonly at: UnixMs | null
  readonly replay: string | null
}

/**
 * An operation with the timelines that its root fields name. They are made before it is executed, so that execution waits for
 * nothing, and each field below has the one of its root field. The same object when it names none.
 */
export function withNamedTimelines(args: ExecutionArgs): ExecutionArgs | Promise<ExecutionArgs> {
  const asked = coercedOperation(args)
  const namings = asked ? namingsOf(asked) : new Map<string, Naming>()
  return namings.size === 0 ? args : withTimelines(args, namings)
}

async function withTimelines(args: ExecutionArgs, namings: ReadonlyMap<string, Naming>): Promise<ExecutionArgs> {
  const context = args.contextValue as GraphqlContext
  const named = await Promise.all(
    Array.from(namings, async ([field, naming]): Promise<[string, TimelineReader | Error]> => [
      field,
      await readerOn(context, naming).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      ),
    ]),
  )
  return { ...args, contextValue: { ...context, named: new Map(named) } satisfies GraphqlContext }
}

/** What root fields name, by the names of the fields in the answer. */
function namingsOf({ schema, document, operation, variables }: CoercedOperation): Map<string, Naming> {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {}
  const namings = new Map<string, Naming>()
  for (const { node } of selectedFields(operation.selectionSet, { fragmentOf: fragmentsOf(document) })) {
    const field = fields[node.name.value]
    if (!field || !(names(node, 'at') || names(node, 'replay'))) continue
    const { at, replay } = argumentsOf(() => getArgumentValues(field, node, variables))
    const naming = { at: typeof at === 'number' ? at : null, replay: typeof replay === 'string' ? replay : null }
    if (naming.at !== null || naming.replay !== null) namings.set((node.alias ?? node.name).value, naming)
  }
  return namings
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

async function readerOn(context: GraphqlContext, { at, replay }: Naming): Promise<TimelineReader> {
  const { viewer, asker } = context
  const timeline = replay === null ? await timelineAt(context, at) : timelineIn(context, replay, at)
  return readerFor(timeline, viewer.scopes.readable, asker)
}

function timelineIn(context: GraphqlContext, replay: string, at: UnixMs | null): Timeline {
  if (at === null) return timelineOf(readReplay(context, replay, 'replay'))
  const message = 'Arguments "at" and "replay" exclude each other: a replay has a clock of its own.'
  throw apiError('INVALID_INPUT', message, { argument: 'at', allowed: 'one of "at" and "replay"' })
}

async function timelineAt({ services, asker }: GraphqlContext, at: UnixMs | null): Promise<Timeline> {
  const atMs = at ?? 0
  const nowMs = services.live.clock.now()
  if (atMs > nowMs) {
    const [at, now] = [new Date(atMs).toISOString(), new Date(nowMs).toISOString()]
    const message = `Argument "at": ${at} is in the future; here it is ${now}. Leave it out for the present.`
    throw apiError('OUT_OF_RANGE', message, { argument: 'at', allowed: { max: now } })
  }
  return services.timelineAt(atMs, asker)
}
