import {
  createSourceEventStream,
  execute,
  getOperationAST,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql'
import type { FairTurns, TurnAsker } from '../lib/fair-turns.js'
import { EventGroup } from './event-group.js'
import { groupKey, operationKey, type ArgumentMeanings } from './group-key.js'
import { isLiveSource, type EventSource, type LiveSource, type Sequenced, type StateSource } from './live-source.js'
import type { Member } from './member.js'
import { paidByOne, type Spend } from './paid-work.js'
import { Payload } from './payload.js'
import { sharedHold } from './shared-hold.js'
import { StateGroup } from './state-group.js'
import { Subscription, type SubscriptionParts } from './subscription.js'
import type { Execute, Leave, Version } from './version.js'

export interface FanoutOptions extends SubscriptionParts {
  readonly meanings: ArgumentMeanings
  /** How many bytes of JSON a result may have, and the error that a longer one becomes. */
  readonly bounds: { readonly maxBytes: number; refusal(): GraphQLError }
  /**
   * The context in which the server executes all results of subscriptions like the one with this context. It is that of
   * somebody who sees only what everybody sees. So a result has nothing of its subscribers, and nothing that is private but
   * the event or state itself.
   */
  readonly sharedContextFor: (context: unknown) => unknown
  /** Takes what a new group keeps of its first subscriber. Answers a function that lets it go. Throws to refuse. */
  readonly hold: (args: ExecutionArgs) => () => void
  /** Who pays for a subscription that was begun with this context. */
  readonly payerOf: (context: unknown) => TurnAsker
  /** Results are executed and serialized in the time of one of those whom they are for. */
  readonly turns: FairTurns
}

/**
 * Equal subscriptions of the same audience share one reader of the source, and per event one execution, one
 * serialization and one compression. The resolver of the subscription runs, and checks, for each subscriber. Two audiences
 * never share a result.
 */
export class Fanout {
  readonly #options: FanoutOptions
  readonly #stateGroups = new Map<string, StateGroup<Sequenced>>()
  readonly #eventGroups = new Map<string, EventGroup<unknown>>()

  constructor(options: FanoutOptions) {
    this.#options = options
    options.counts.queueDepth = () => this.#depth()
  }

  /** Like `subscribe` of graphql-js: when arguments or resolver fail, it answers a result with errors, not a stream. */
  async subscribe(sent: ExecutionArgs): Promise<Subscription | ExecutionResult> {
    const args = withDeclaredVariables(sent)
    const source = await createSourceEventStream(args)
    if (!isAsyncIterable(source)) return source
    if (!isLiveSource(source)) throw new Error('A subscription resolver must return a LiveSource')
    const { meanings, hold, payerOf, counts } = this.#options
    const begin: Beginning = {
      payer: payerOf(args.contextValue),
      operation: operationKey(args, meanings),
      executeOn: this.#executor(args),
      hold: () => hold(args),
    }
    const member = this.#join(source, begin)
    counts.joined(source.field)
    return new Subscription(member, this.#options)
  }

  /** What the resolver found may have changed since, and so may the audience of which the reader is. */
  #join(source: LiveSource, begin: Beginning): Member {
    source.reader?.check()
    if (source.kind === 'EVENTS') return this.#eventGroup(source, begin).join(source, begin.payer)
    const present = source.forPresentAudience?.() ?? source
    return this.#stateGroup(present, begin).join(present, begin.payer)
  }

  #stateGroup(
    source: StateSource<Sequenced>,
    begin: Beginning,
    had: Version<Sequenced> | null = null,
  ): StateGroup<Sequenced> {
    return this.#groupOf(this.#stateGroups, source, begin, (hold) => {
      const group = new StateGroup(source, begin.executeOn, this.#options.counts, had)
      const divide = () => group.divide((divided, had) => this.#stateGroup(divided, { ...begin, hold }, had))
      source.onDivision?.(divide, group.signal)
      return group
    })
  }

  #eventGroup(source: EventSource<unknown>, begin: Beginning): EventGroup<unknown> {
    return this.#groupOf(this.#eventGroups, source, begin, () => {
      return new EventGroup(source, begin.executeOn, this.#options.counts)
    })
  }

  /** Finds the group of an operation and an audience, or makes it. A group that ends is forgotten. */
  #groupOf<G extends { readonly signal: AbortSignal }>(
    groups: Map<string, G>,
    { audience }: LiveSource,
    { operation, hold }: Beginning,
    make: (hold: Beginning['hold']) => G,
  ): G {
    const { counts } = this.#options
    const key = groupKey(operation, audience)
    const known = groups.get(key)
    if (known) return known
    const share = sharedHold(hold())
    const letGo = share()
    const made = make(share)
    groups.set(key, made)
    counts.groups += 1
    made.signal.addEventListener('abort', () => {
      counts.groups -= 1
      letGo()
      groups.delete(key)
    })
    return made
  }

  #executor(args: ExecutionArgs): Execute<unknown> {
    const { schema, document, operationName, variableValues } = args
    const { counts, maskError, bounds, turns } = this.#options
    const contextValue = this.#options.sharedContextFor(args.contextValue)
    const payloadOf = (result: ExecutionResult, spend: Spend) => {
      counts.events += 1
      const masked = result.errors ? { ...result, errors: result.errors.map(maskError) } : result
      const compress: Spend = (part) => {
        counts.compressions += 1
        return spend(part)
      }
      return Payload.within(bounds.maxBytes, masked, compress) ?? new Payload({ errors: [bounds.refusal()] })
    }
    return (rootValue, payers, enter) =>
      paidByOne(turns, payers, (spend) => {
        const executed = () => execute({ schema, document, operationName, variableValues, contextValue, rootValue })
        const serialized = (done: ExecutionResult) => spend(() => payloadOf(done, spend))
        const inside = (leave: Leave) => {
          const result = leaving(leave, () => spend(executed))
          return result instanceof Promise ? result.then(serialized) : serialized(result)
        }
        const entered = enter()
        return entered instanceof Promise ? entered.then(inside) : inside(entered)
      })
  }

  #depth(): number {
    let depth = 0
    for (const group of this.#stateGroups.values()) depth += group.depth
    for (const group of this.#eventGroups.values()) depth += group.depth
    return depth
  }
}

/** Leaves when it is done. */
function leaving<R>(leave: Leave, run: () => R | Promise<R>): R | Promise<R> {
  let result: R | Promise<R> | null = null
  try {
    result = run()
    return result instanceof Promise ? result.finally(leave) : result
  } finally {
    if (!(result instanceof Promise)) leave()
  }
}

/** What a group begins with, besides its source. */
interface Beginning {
  /** As of `operationKey`. */
  readonly operation: string
  readonly executeOn: Execute<unknown>
  readonly payer: TurnAsker
  readonly hold: () => () => void
}

/** A group keeps the variables for as long as it runs. Others than the operation declares are of no use, and may be anything. */
function withDeclaredVariables(args: ExecutionArgs): ExecutionArgs {
  const { document, operationName, variableValues } = args
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
  const names = declared.map(({ variable }) => variable.name.value)
  const given = names.filter((name) => Object.hasOwn(variableValues ?? {}, name))
  return { ...args, variableValues: Object.fromEntries(given.map((name) => [name, variableValues?.[name]])) }
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value
}
