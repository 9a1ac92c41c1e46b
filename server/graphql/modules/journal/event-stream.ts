import { ReaderOverflow, type Topics } from '../../../bus/event-bus.js'
import { everyone, FellBehind, iteratedByFanout, type EventSource } from '../../../fanout/live-source.js'
import type { DecisionFilter, OrderFilter, RecordLog, Records } from '../../../storage/journal.js'
import type { AccountReader, EventTopic } from '../../../trading/account-reader.js'
import type { argumentMeanings } from '../../argument-meanings.js'
import { streamReader } from '../../stream-reader.js'
import { stream } from '../../stream.js'
import { accountsOf } from '../../timeline.js'
import { cursorError } from './cursor-error.js'
import { filterOf, type FilterArgs } from './filter.js'

type Filter = DecisionFilter & OrderFilter

type EventLog<T> = Pick<RecordLog<T, Filter>, 'oldestFirst' | 'passes'>

interface EventStreamArgs extends FilterArgs {
  readonly after?: string | null
}

/**
 * The subscription field of a log: every event after `after` that passes the filters, oldest first, then each new one.
 */
export function eventStream<K extends EventTopic>(
  field: keyof (typeof argumentMeanings)['places'],
  topic: K,
  logOf: (records: Records) => EventLog<Topics[K]>,
) {
  return stream<EventStreamArgs, Topics[K]>(({ after, ...filters }, context, info) => {
    const accounts = accountsOf(context, info)
    return eventSource({
      field,
      topic,
      accounts,
      log: logOf(accounts.records),
      filter: filterOf(accounts, filters),
      ...(after != null && { after }),
    })
  })
}

interface EventSourceOptions<K extends EventTopic> {
  readonly field: string
  readonly topic: K
  readonly accounts: AccountReader
  readonly log: EventLog<Topics[K]>
  readonly filter: Filter
  /** Left out: only new events. */
  readonly after?: string
}

const pageSize = 500

/**
 * The fan-out attaches to the news before it reads what was missed, so nothing falls between. An event that comes both
 * ways has the same id.
 */
function eventSource<K extends EventTopic>(options: EventSourceOptions<K>): EventSource<Topics[K]> {
  const { field, after, accounts, filter } = options
  return {
    kind: 'EVENTS',
    field,
    audience: everyone,
    news: (signal, isRead) => newsOf(options, signal, isRead),
    missed: after === undefined ? null : () => missedEvents(options, after),
    ...(after !== undefined && { after }),
    idOf: ({ id }) => id,
    audienceOf: ({ accountId }) => accountId,
    ...eventReader(accounts, filter.accountId ?? []),
    onWithdrawal: (listener, signal) => accounts.onWithdrawal(listener, signal),
    [Symbol.asyncIterator]: iteratedByFanout,
  }
}

/** What stays of the operation while the stream runs. */
function eventReader(
  accounts: AccountReader,
  accountIds: readonly string[],
): Pick<EventSource<never>, 'isOf' | 'reader'> {
  return { isOf: (accountId) => accounts.sees(accountId), reader: streamReader(accounts, accountIds) }
}

async function* missedEvents<K extends EventTopic>({ log, filter }: EventSourceOptions<K>, start: string) {
  let after = start
  for (;;) {
    const page = await log.oldestFirst(filter, { after, limit: pageSize, goesOn: after !== start })
    if (typeof page === 'string') throw cursorError(after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}

/** It is attached to the bus when it returns. */
function newsOf<K extends EventTopic>(
  { topic, accounts, log, filter }: EventSourceOptions<K>,
  signal: AbortSignal,
  isRead: (accountId: string) => boolean,
): AsyncIterable<Topics[K]> {
  const { accountId: accountIds } = filter
  const news = accounts.news(topic, { ...(accountIds && { accountIds }), isRead, signal })
  return passing(news, (event) => log.passes(event, filter))
}

/** The events that pass. Throws `FellBehind` when the bus dropped any. */
async function* passing<T>(news: AsyncIterable<T>, passes: (event: T) => boolean): AsyncGenerator<T> {
  try {
    for await (const event of news) if (passes(event)) yield event
  } catch (error) {
    throw error instanceof ReaderOverflow ? new FellBehind() : error
  }
}
