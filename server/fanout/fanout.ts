import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult, type GraphQLError } from 'graphql'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { EventGroup } from './event-group.js'
import { groupKey, type ArgumentMeanings } from './group-key.js'
import { isLiveSource, type EventSource, type LiveSource, type Sequenced, type StateSource } from './live-source.js'
import { Payload } from './payload.js'
import { StateGroup } from './state-group.js'
import { Subscription, type Joined, type SubscriptionParts } from './subscription.js'
import type { Execute } from './version.js'

export interface FanoutOptions extends SubscriptionParts {
  readonly meanings: ArgumentMeanings
  /** How many bytes of JSON a result may have, and the error that a longer one becomes. */
  readonly bounds: { readonly maxBytes: number; refusal(bytes: number): GraphQLError }
}

/** Subscribers who may see the same. Two audiences never share a group. */
export interface Audience {
  readonly name: string
  /**
   * The context in which the server executes results for the audience. It must hold nothing of one subscriber, because
   * others get the same results.
   */
  readonly sharedContext: unknown
}

export interface Subscriber {
  /** Those who may see what this subscriber sees. */
  readonly own: Audience
  /** All subscribers, for sources that are `isForEveryone`. */
  readonly everyone: Audience
  /** Takes what a new group keeps of its first subscriber. Answers a function that lets it go. Throws to refuse. */
  hold(args: ExecutionArgs): () => void
}

/**
 * Equal subscriptions of the same audience share one reader of the source, and per event one execution, one
 * serialization and one compression. The resolver of the subscription runs, and checks, for each subscriber.
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
  async subscribe(args: ExecutionArgs, subscriber: Subscriber): Promise<Subscription | ExecutionResult> {
    const source = await createSourceEventStream(args)
    if (!isAsyncIterable(source)) return source
    if (!isLiveSource(source)) throw new Error('A subscription resolver must return a LiveSource')
    const audience = source.isForEveryone ? subscriber.everyone : subscriber.own
    const key = groupKey(args, audience.name, this.#options.meanings)
    const executeOn = this.#executor(args, audience.sharedContext)
    const begin = { key, executeOn, hold: () => subscriber.hold(args) }
    return new Subscription(this.#counted(source, this.#join(source, begin)), this.#options)
  }

  #join(source: LiveSource, begin: Beginning): Joined {
    if (source.kind === 'STATE') {
      const group = this.#stateGroup(source, begin)
      const member = group.join()
      return { member, leave: () => group.leave(member) }
    }
    const group = this.#eventGroup(source, begin)
    const member = group.join(source)
    return { member, leave: () => group.leave(member) }
  }

  #stateGroup(source: StateSource<Sequenced>, begin: Beginning): StateGroup<Sequenced> {
    return groupOf(this.#stateGroups, begin, this.#options.counts, () => {
      return new StateGroup(source, begin.executeOn, this.#options.counts)
    })
  }

  #eventGroup(source: EventSource<unknown>, begin: Beginning): EventGroup<unknown> {
    return groupOf(this.#eventGroups, begin, this.#options.counts, () => {
      return new EventGroup(source, begin.executeOn, this.#options.counts)
    })
  }

  #counted({ field }: LiveSource, joined: Joined): Joined {
    const { counts } = this.#options
    counts.joined(field)
    void joined.member.ended.then(() => {
      counts.left(field)
      joined.leave()
    })
    return joined
  }

  #executor(args: ExecutionArgs, contextValue: unknown): Execute<unknown> {
    const { schema, document, operationName, variableValues } = args
    const { counts, maskError, bounds } = this.#options
    const payloadOf = (result: ExecutionResult) => {
      counts.events += 1
      const payload = new Payload(result.errors ? { ...result, errors: result.errors.map(maskError) } : result)
      if (payload.bytes <= bounds.maxBytes) return payload
      return new Payload({ errors: [bounds.refusal(payload.bytes)] })
    }
    return (rootValue) => {
      const result = execute({
        schema,
        document,
        operationName,
        variableValues,
        contextValue,
        rootValue,
      })
      return result instanceof Promise ? result.then(payloadOf) : payloadOf(result)
    }
  }

  #depth(): number {
    let depth = 0
    for (const group of this.#stateGroups.values()) depth += group.depth
    for (const group of this.#eventGroups.values()) depth += group.depth
    return depth
  }
}

/** What a group begins with. */
interface Beginning {
  readonly key: string
  readonly executeOn: Execute<unknown>
  readonly hold: () => () => void
}

/** Finds the group of the key, or makes it. A group that ends is forgotten. */
function groupOf<G extends { readonly signal: AbortSignal }>(
  groups: Map<string, G>,
  { key, hold }: Beginning,
  counts: StreamCounts,
  make: () => G,
): G {
  const known = groups.get(key)
  if (known) return known
  const letGo = hold()
  const made = make()
  groups.set(key, made)
  counts.groups += 1
  made.signal.addEventListener('abort', () => {
    counts.groups -= 1
    letGo()
    groups.delete(key)
  })
  return made
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value
}
