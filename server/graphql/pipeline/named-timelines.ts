import { getArgumentValues, type ExecutionArgs, type FieldNode, type GraphQLError } from 'graphql'
import type { AccountSet } from '../../domain/account-set.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import type { UnixMs } from '../../domain/units.js'
import { NotRecorded } from '../../history/not-recorded.js'
import { NobodyWaits } from '../../lib/asker.js'
import type { GraphqlContext } from '../context.js'
import { apiError } from '../errors.js'
import { missingScope } from '../missing-scope.js'
import { nameOf, type FoundMoments, type MarketRead, type Moment } from '../moments.js'
import { notRecorded } from '../not-recorded-error.js'
import { ownerOfReplays, readReplay, timelineOf, type ReplayOnTimeline } from '../replays.js'
import { fragmentsOf, selectedFields } from '../selected-fields.js'
import { partsOf, readerFor, type NamedReader, type Timeline, type TimelineParts } from '../timeline.js'
import { coercedOperation, type CoercedOperation } from './coerced-operation.js'
import { isIncluded } from './is-included.js'

/** What a root field names: a time or a replay. */
interface Naming {
  readonly at: UnixMs | null
  readonly replay: string | null
  readonly reads: Reads
}

/** What a root field reads: the market, or accounts with what those of a set were worth. */
type Reads = MarketRead | { readonly valued: AccountSet }

/** Each is in memory until the operation is answered. */
export const mostTimes = 4

const ofMarket: ReadonlySet<string> = new Set(['marketData', 'instruments', 'optionsChain', 'expiries', 'candles'])
const ofOptions: ReadonlySet<string> = new Set(['optionsChain', 'expiries'])
/** A replay makes samples of the options that it plays. Those of a moment of the past are kept, or computed. */
const ofSamples: ReadonlySet<string> = new Set(['volatility', 'volatilityHistory'])
/** Realized volatility is made of the candles of the index. */
const ofCandles: ReadonlySet<string> = new Set(['candles', 'volatilityHistory'])
/** They read who the accounts are, and what they did. */
const recordFields: ReadonlySet<string> = new Set(['accounts', 'decisions', 'order', 'orders', 'fills', 'closedTrades'])

type Run<T> = (args: ExecutionArgs) => T | Promise<T>
type Namings = ReadonlyMap<string, Naming>

/**
 * Runs an operation on the timelines that its root fields name. They are made before it runs, so that execution waits for nothing,
 * and each field below has the one of its root field. An operation that names none runs at once, as it is.
 */
export function onNamedTimelines<T>(args: ExecutionArgs, run: Run<T>): T | Promise<T> {
  const asked = coercedOperation(args)
  const namings = asked ? namingsOf(asked, args.contextValue as GraphqlContext) : new Map<string, Naming>()
  return namings.size === 0 ? run(args) : runOn(namings, args, run)
}

async function runOn<T>(namings: Namings, args: ExecutionArgs, run: Run<T>): Promise<T> {
  const context = args.contextValue as GraphqlContext
  const replays = [...namings.values()].flatMap((naming) => replayIn(naming, context) ?? [])
  const runWith = (found: FoundMoments) =>
    whileThere(replays, async () => {
      const named = await readersOf({ namings, found, context })
      return run({ ...args, contextValue: { ...context, named } })
    })
  for (;;) {
    await untilThere(replays, context)
    const ran = await onMoments(momentsIn(namings, context), context, runWith)
    if (ran) return ran.answer
  }
}

/** Runs with moments, and why others are not there. */
async function onMoments<T>(
  moments: readonly Moment[],
  context: GraphqlContext,
  runWith: (found: FoundMoments) => Promise<T>,
): Promise<T> {
  const refused = refusedOf(moments, context)
  const wished = moments.filter((moment) => !refused.has(nameOf(moment)))
  if (wished.length === 0) return runWith(refused)
  let hasBegun = false
  const begin = (found: FoundMoments) => {
    hasBegun = true
    return runWith(new Map([...refused, ...found]))
  }
  try {
    return await context.services.moments.reading(wished, begin, context.asker)
  } catch (error) {
    if (hasBegun) throw error
    return runWith(new Map([...refused, ...wished.map((moment) => [nameOf(moment), errorOf(error)] as const)]))
  }
}

const isAway = ({ scene, closed }: ReplayOnTimeline) => scene.gate?.isOpen === false && !closed.aborted

/**
 * Resolves when none of the replays goes to another time. Nothing is held meanwhile: neither another replay, whose reader could wait
 * for this one, nor moments, of which only a few operations have some at a time. Rejects with `NobodyWaits` when the asker leaves.
 */
async function untilThere(replays: readonly ReplayOnTimeline[], { asker }: GraphqlContext): Promise<void> {
  for (let away = replays.find(isAway); away; away = replays.find(isAway)) {
    await away.scene.gate?.opened(asker ? AbortSignal.any([away.closed, asker.signal]) : away.closed)
    if (asker?.signal.aborted) throw new NobodyWaits()
  }
}

/** Runs while all replays stay in what they play. Null, and nothing has run: one of them goes to another time again. */
async function whileThere<T>(
  replays: readonly ReplayOnTimeline[],
  run: () => Promise<T>,
): Promise<{ readonly answer: T } | null> {
  if (replays.some(isAway)) return null
  const entered = replays.map(({ scene }) => scene.gate?.enter())
  try {
    return { answer: await run() }
  } finally {
    for (const leave of entered) leave?.()
  }
}

/** Null: it names none, or none that may be read. Whoever reads it is told why. */
function replayIn({ replay }: Naming, context: GraphqlContext): ReplayOnTimeline | null {
  const { viewer, services } = context
  if (replay === null || !viewer.scopes.readMarket) return null
  return services.replays.read(replay, ownerOfReplays(context))
}

/** The moments that are named by who may read them, each once. */
function momentsIn(namings: Namings, context: GraphqlContext): readonly Moment[] {
  const readable = [...namings.values()].filter((naming) => naming.replay === null && mayRead(context, naming))
  const moments = readable.flatMap((naming) => momentOf(naming, namings) ?? [])
  return [...new Map(moments.map((moment) => [nameOf(moment), moment])).values()]
}

/** The moment that a naming reads. All that read the market of a time share one, and all that read accounts. */
function momentOf({ at, reads }: Naming, namings: Namings): Moment | null {
  if (at === null) return null
  const all = [...namings.values()].flatMap((other) => (other.at === at ? [other.reads] : []))
  if ('valued' in reads)
    return { atMs: at, kind: 'ACCOUNTS', valued: together(all.flatMap((one) => ('valued' in one ? [one.valued] : []))) }
  const markets = all.flatMap((one) => ('valued' in one ? [] : [one]))
  const hasOptions = markets.some((one) => one.hasOptions)
  return { atMs: at, kind: 'MARKET', hasOptions, hasCandles: markets.some((one) => one.hasCandles) }
}

function together(sets: readonly AccountSet[]): AccountSet {
  const ids = new Set<string>()
  for (const set of sets) {
    if (set === 'ALL') return 'ALL'
    for (const id of set) ids.add(id)
  }
  return [...ids].sort()
}

/** Moments that are not made, and why. */
function refusedOf(moments: readonly Moment[], { services }: GraphqlContext): FoundMoments {
  const times = new Set(moments.map(({ atMs }) => atMs)).size
  const nowMs = services.live.clock.now()
  const found = new Map<string, Error>()
  for (const moment of moments) {
    if (times > mostTimes) found.set(nameOf(moment), tooManyTimes(times))
    else if (moment.atMs > nowMs) found.set(nameOf(moment), inFuture(moment.atMs, nowMs))
  }
  return found
}

/** What root fields name, by the names of the fields in the answer. Those that are skipped name nothing. */
function namingsOf(
  { schema, document, operation, variables }: CoercedOperation,
  { live }: Pick<GraphqlContext, 'live'>,
): Namings {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {}
  const namings = new Map<string, Naming>()
  const reading = { fragmentOf: fragmentsOf(document), takes: isIncluded(variables) }
  for (const { node } of selectedFields(operation.selectionSet, reading)) {
    const field = fields[node.name.value]
    if (!field || !(names(node, 'at') || names(node, 'replay'))) continue
    const given = argumentsOf(() => getArgumentValues(field, node, variables))
    const { at, replay } = given
    const naming = {
      at: typeof at === 'number' ? at : null,
      replay: typeof replay === 'string' ? replay : null,
      reads: readsOf(node.name.value, given, live.accounts),
    }
    if (naming.at !== null || naming.replay !== null) namings.set((node.alias ?? node.name).value, naming)
  }
  return namings
}

type Given = Readonly<Record<string, unknown>>
type Seeing = Pick<GraphqlContext['live']['accounts'], 'sees'>

function readsOf(field: string, { instrument, account, replay }: Given, accounts: Seeing): Reads {
  if (!ofMarket.has(field) && !ofSamples.has(field)) return { valued: valuedBy(field, account, accounts) }
  const isOfOption = typeof instrument === 'string' && parseOptionName(instrument) !== null
  const hasOptions = ofOptions.has(field) || isOfOption || (ofSamples.has(field) && typeof replay === 'string')
  return { hasOptions, hasCandles: ofCandles.has(field) }
}

/**
 * A field that names no account chooses among all. An account that the caller does not see is none to him, so it takes no longer
 * than one that does not exist.
 */
function valuedBy(field: string, account: unknown, accounts: Seeing): AccountSet {
  if (recordFields.has(field)) return []
  if (typeof account !== 'string') return 'ALL'
  return accounts.sees(account) ? [account] : []
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

interface On {
  readonly namings: Namings
  readonly found: FoundMoments
  readonly context: GraphqlContext
}

async function readersOf(on: On): Promise<GraphqlContext['named']> {
  const named = new Map<string, NamedReader | Error>()
  for (const [field, naming] of on.namings) named.set(field, await readerOn(naming, on))
  return named
}

async function readerOn(naming: Naming, { namings, found, context }: On): Promise<NamedReader | Error> {
  if (!mayRead(context, naming)) return missingScope('market:read')
  try {
    const parts = naming.replay === null ? momentIn(naming, namings, found) : await replayFor(naming, context)
    return parts instanceof Error ? parts : readerFor(parts, context.viewer.scopes.readable, context.asker)
  } catch (error) {
    return errorOf(error)
  }
}

function momentIn(naming: Naming, namings: Namings, found: FoundMoments): TimelineParts | Error {
  const moment = momentOf(naming, namings)
  return (moment && found.get(nameOf(moment))) ?? new Error('The moment that the field names was not made')
}

/** A replay, with options when the field reads them. */
async function replayFor({ at, replay, reads }: Naming, context: GraphqlContext): Promise<TimelineParts> {
  const timeline = timelineIn(context, replay ?? '', at)
  if ('hasOptions' in reads && reads.hasOptions) await timeline.playOptions?.().catch(notPlayed)
  return partsOf(timeline)
}

function notPlayed(error: unknown): never {
  throw error instanceof NotRecorded ? notRecorded(error, 'replay') : error
}

function mayRead({ viewer }: GraphqlContext, { reads }: Naming): boolean {
  return viewer.scopes.readMarket || 'valued' in reads
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

function tooManyTimes(times: number): GraphQLError {
  const message = `Argument "at": the operation names ${times} different times; name at most ${mostTimes}.`
  return apiError('OUT_OF_RANGE', message, { argument: 'at', allowed: { max: mostTimes } })
}

function inFuture(atMs: UnixMs, nowMs: UnixMs): GraphQLError {
  const [at, now] = [new Date(atMs).toISOString(), new Date(nowMs).toISOString()]
  const message = `Argument "at": ${at} is in the future; here it is ${now}. Leave it out for the present.`
  return apiError('OUT_OF_RANGE', message, { argument: 'at', allowed: { max: now } })
}

function timelineIn(context: GraphqlContext, replay: string, at: UnixMs | null): Timeline {
  if (at === null) return timelineOf(readReplay(context, replay, 'replay'))
  const message = 'Arguments "at" and "replay" exclude each other: a replay has a clock of its own.'
  throw apiError('INVALID_INPUT', message, { argument: 'at', allowed: { text: 'one of "at" and "replay"' } })
}
