import { getArgumentValues, type ExecutionArgs, type FieldNode, type GraphQLError } from 'graphql'
import { parseOptionName } from '../../domain/instrument-name.js'
import type { UnixMs } from '../../domain/units.js'
import type { GraphqlContext } from '../context.js'
import { apiError } from '../errors.js'
import { missingScope } from '../missing-scope.js'
import { readReplay, timelineOf } from '../replays.js'
import { fragmentsOf, selectedFields } from '../selected-fields.js'
import { readerFor, type Timeline, type TimelineReader } from '../timeline.js'
import { coercedOperation, type CoercedOperation } from './coerced-operation.js'

/** What a root field names: a time or a replay. */
interface Naming {
  readonly at: UnixMs | null
  readonly replay: string | null
  /** Whether the field reads the market and no accounts. */
  readonly isOfMarket: boolean
  /** Whether the field reads values of options. */
  readonly isOfOptions: boolean
}

/** Each holds the whole market of its time until the operation is answered. */
export const mostTimes = 4

const ofMarket: ReadonlySet<string> = new Set([
  'marketData',
  'optionsChain',
  'expiries',
  'instruments',
  'candles',
  'volatilityHistory',
])
const ofOptions: ReadonlySet<string> = new Set(['optionsChain', 'expiries', 'volatility', 'volatilityHistory'])

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
  const moments = await momentsFor(context, [...namings.values()])
  const named = new Map<string, TimelineReader | Error>()
  for (const [field, naming] of namings) named.set(field, await readerOn(context, naming, moments))
  return { ...args, contextValue: { ...context, named } satisfies GraphqlContext }
}

type Moments = ReadonlyMap<UnixMs, Timeline | Error>

/** The moments that are named by who may read them, or why they are not there. They are made one after the other. */
async function momentsFor(context: GraphqlContext, namings: readonly Naming[]): Promise<Moments> {
  const readable = namings.filter((naming) => naming.replay === null && mayRead(context, naming))
  const times = new Set(readable.flatMap(({ at }) => (at === null ? [] : [at])))
  const moments = new Map<UnixMs, Timeline | Error>()
  for (const atMs of times) {
    const moment = times.size > mostTimes ? tooManyTimes(times.size) : timelineAt(context, atMs)
    moments.set(atMs, await Promise.resolve(moment).catch(errorOf))
  }
  return moments
}

/** What root fields name, by the names of the fields in the answer. */
function namingsOf({ schema, document, operation, variables }: CoercedOperation): Map<string, Naming> {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {}
  const namings = new Map<string, Naming>()
  for (const { node } of selectedFields(operation.selectionSet, { fragmentOf: fragmentsOf(document) })) {
    const field = fields[node.name.value]
    if (!field || !(names(node, 'at') || names(node, 'replay'))) continue
    const { at, replay, instrument } = argumentsOf(() => getArgumentValues(field, node, variables))
    const naming = {
      at: typeof at === 'number' ? at : null,
      replay: typeof replay === 'string' ? replay : null,
      isOfMarket: ofMarket.has(node.name.value),
      isOfOptions: ofOptions.has(node.name.value) || (typeof instrument === 'string' && isOption(instrument)),
    }
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

async function readerOn(context: GraphqlContext, naming: Naming, moments: Moments): Promise<TimelineReader | Error> {
  if (!mayRead(context, naming)) return missingScope('market:read')
  const { at, replay, isOfOptions } = naming
  try {
    const timeline = replay === null ? moments.get(at ?? 0) : timelineIn(context, replay, at)
    if (!timeline) throw new Error('The moment that the field names was not made')
    if (isOfOptions && !(timeline instanceof Error)) await timeline.playOptions?.()
    return timeline instanceof Error ? timeline : readerFor(timeline, context.viewer.scopes.readable, context.asker)
  } catch (error) {
    return errorOf(error)
  }
}

function isOption(instrument: string): boolean {
  return parseOptionName(instrument) !== null
}

function mayRead({ viewer }: GraphqlContext, { isOfMarket }: Naming): boolean {
  return !isOfMarket || viewer.scopes.readMarket
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

function tooManyTimes(times: number): GraphQLError {
  const message = `Argument "at": the operation names ${times} different times; name at most ${mostTimes}.`
  return apiError('OUT_OF_RANGE', message, { argument: 'at', allowed: { max: mostTimes } })
}

function timelineIn(context: GraphqlContext, replay: string, at: UnixMs | null): Timeline {
  if (at === null) return timelineOf(readReplay(context, replay, 'replay'))
  const message = 'Arguments "at" and "replay" exclude each other: a replay has a clock of its own.'
  throw apiError('INVALID_INPUT', message, { argument: 'at', allowed: 'one of "at" and "replay"' })
}

async function timelineAt({ services, asker }: GraphqlContext, atMs: UnixMs): Promise<Timeline> {
  const nowMs = services.live.clock.now()
  if (atMs > nowMs) {
    const [at, now] = [new Date(atMs).toISOString(), new Date(nowMs).toISOString()]
    const message = `Argument "at": ${at} is in the future; here it is ${now}. Leave it out for the present.`
    throw apiError('OUT_OF_RANGE', message, { argument: 'at', allowed: { max: now } })
  }
  return services.timelineAt(atMs, asker)
}
