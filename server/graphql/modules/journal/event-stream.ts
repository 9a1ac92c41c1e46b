import type { EventBus, Topics } from '../../../bus/event-bus.js'
import { ReaderOverflow } from '../../../bus/event-bus.js'
import type { EventSource } from '../../../fanout/live-source.js'
import { FellBehind, iteratedByFanout } from '../../../fanout/live-source.js'
import type { Log, LogFilter } from '../../../storage/journal.js'
import { cursorError } from './cursor-error.js'

type EventTopic = 'decision' | 'fill' | 'orderEvent'

export interface EventStreamOptions<K extends EventTopic> {
  /** The root field. */
  readonly field: string
  readonly topic: K
  readonly bus: EventBus
  readonly log: Log<Topics[K], LogFilter>
  /** Left out: all accounts. */
  readonly accountId?: string
  /** Left out: all instruments. */
  readonly symbol?: string
  /** Left out: only events to come. */
  readonly after?: string
}

const pageSize = 500

/**
 * Every event behind `after`, oldest first, then each new one. Who reads both attaches to the new ones first, so that
 * nothing falls between; an event that comes by both ways has the same id.
 */
export function eventStream<K extends EventTopic>(options: EventStreamOptions<K>): EventSource<Topics[K]> {
  const { field, topic, bus, accountId, symbol, after } = options
  return {
    kind: 'EVENTS',
    field,
    news: (signal) => newsOf(bus.subscribe(topic, { ...(accountId && { keys: [accountId] }), signal }), symbol),
    missed: after === undefined ? null : () => missedEvents(options, after),
    ...(after !== undefined && { after }),
    idOf: ({ id }) => id,
    [Symbol.asyncIterator]: iteratedByFanout,
  }
}

async function* missedEvents<K extends EventTopic>({ log, accountId, symbol }: EventStreamOptions<K>, start: string) {
  let after = start
  for (;;) {
    const page = await log.oldestFirst(
      { ...(accountId && { accountId }), ...(symbol && { symbol }) },
      { after, limit: pageSize },
    )
    if (typeof page === 'string') throw cursorError(after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}

/** Those of the symbol, or all; says when any were lost. */
async function* newsOf<T extends { readonly symbol: string }>(
  news: AsyncIterable<T>,
  symbol: string | undefined,
): AsyncGenerator<T> {
  try {
    for await (const event of news) if (symbol === undefined || event.symbol === symbol) yield event
  } catch (error) {
    throw error instanceof ReaderOverflow ? new FellBehind() : error
  }
}
