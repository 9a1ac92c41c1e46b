import type { EventBus, Topics } from '../../../bus/event-bus.js'
import { ReaderOverflow } from '../../../bus/event-bus.js'
import type { EventSource } from '../../../fanout/live-source.js'
import { FellBehind, iteratedByFanout } from '../../../fanout/live-source.js'
import type { RecordLog, LogFilter } from '../../../storage/journal.js'
import { cursorError } from './cursor-error.js'

type EventTopic = 'decision' | 'fill' | 'orderEvent'

/** What is asked of an event's fields: of several values any will do. Fields left out: all. */
type EventFilter<T> = Pick<LogFilter, 'accountId'> & { readonly [Field in keyof T]?: T[Field] | readonly T[Field][] }

export interface EventStreamOptions<K extends EventTopic, Filter extends LogFilter> {
  /** The root field. */
  readonly field: string
  readonly topic: K
  readonly bus: EventBus
  readonly log: RecordLog<Topics[K], Filter>
  readonly filter: Filter & EventFilter<Topics[K]>
  /** Left out: only events to come. */
  readonly after?: string
}

const pageSize = 500

/**
 * Every event behind `after` that passes the filter, oldest first, then each new one. Who reads both attaches to the new
 * ones first, so that nothing falls between; an event that comes by both ways has the same id.
 */
export function eventStream<K extends EventTopic, Filter extends LogFilter>(
  options: EventStreamOptions<K, Filter>,
): EventSource<Topics[K]> {
  const { field, topic, bus, filter, after } = options
  const { accountId, ...fields } = filter
  return {
    kind: 'EVENTS',
    field,
    news: (signal) => newsOf(bus.subscribe(topic, { ...(accountId && { keys: [accountId] }), signal }), fields),
    missed: after === undefined ? null : () => missedEvents(options, after),
    ...(after !== undefined && { after }),
    idOf: ({ id }) => id,
    [Symbol.asyncIterator]: iteratedByFanout,
  }
}

async function* missedEvents<K extends EventTopic, Filter extends LogFilter>(
  { log, filter }: EventStreamOptions<K, Filter>,
  start: string,
) {
  let after = start
  for (;;) {
    const page = await log.oldestFirst(filter, { after, limit: pageSize })
    if (typeof page === 'string') throw cursorError(after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}

/** Those with these values; says when any were lost. */
async function* newsOf<T extends object>(news: AsyncIterable<T>, fields: object): AsyncGenerator<T> {
  const wanted = Object.entries(fields).map(([field, values]) => [field, [values as unknown].flat()] as const)
  try {
    for await (const event of news) {
      if (wanted.every(([field, values]) => values.includes(Reflect.get(event, field)))) yield event
    }
  } catch (error) {
    throw error instanceof ReaderOverflow ? new FellBehind() : error
  }
}
