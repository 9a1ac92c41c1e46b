import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'
import type { Topics } from '../event-bus.js'
import { hintTopics, type HintTopic } from './topic-travel.js'

/** What is kept of the events of a topic, in the order in which they were committed. */
export interface EventLog<T> {
  newestFirst(
    filter: object,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly items: readonly T[]; readonly hasMore: boolean } | 'UNKNOWN_CURSOR'>
  oldestFirst(
    filter: object,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly T[] | 'UNKNOWN_CURSOR'>
}

/** The logs of the journal. */
export type EventLogs = { readonly [T in HintTopic]: EventLog<Topics[T]> }

interface EventReaderParts {
  readonly logs: EventLogs
  /** Called with each event, once. */
  readonly tell: <T extends HintTopic>(topic: T, event: Topics[T]) => void
  readonly clock: Pick<Clock, 'sleep'>
  readonly log: Pick<Logger, 'error' | 'warn'>
}

const pageLength = 500
const retryMs = 500

/**
 * Reads on in the journal whenever it is told that there is more, and tells each event once, those of a topic in the order of the
 * journal. Of two topics, the later event may be told first.
 */
export class EventReader {
  readonly #parts: EventReaderParts
  /** The id of the last event that was told. Null: there was none. */
  readonly #last = new Map<HintTopic, string | null>()
  readonly #due = new Set<HintTopic>()
  #wake: () => void = () => {}

  private constructor(parts: EventReaderParts) {
    this.#parts = parts
  }

  /** It begins behind what is kept now. Rejects when the journal is not reached. */
  static async begin(parts: EventReaderParts): Promise<EventReader> {
    const reader = new EventReader(parts)
    await Promise.all(hintTopics.map((topic) => reader.#skipToNewest(topic)))
    return reader
  }

  /** `newestId` left out: there may be more. */
  hint(topic: HintTopic, newestId?: string): void {
    if (newestId !== undefined && newestId === this.#last.get(topic)) return
    this.#due.add(topic)
    this.#wake()
  }

  hintAll(): void {
    for (const topic of hintTopics) this.hint(topic)
  }

  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.#wake())
    while (!signal.aborted) {
      if (this.#due.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve))
      for (const topic of hintTopics) if (this.#due.delete(topic)) await this.#readOn(topic, signal)
    }
  }

  async #readOn<T extends HintTopic>(topic: T, signal: AbortSignal): Promise<void> {
    const { tell, clock, log } = this.#parts
    try {
      for (let events = await this.#next(topic); events.length > 0; events = await this.#next(topic)) {
        for (const event of events) {
          if (signal.aborted) return
          this.#last.set(topic, event.id)
          tell(topic, event)
        }
      }
    } catch (error) {
      log.warn({ err: error, topic }, 'Events that another node committed cannot be read at present')
      this.#due.add(topic)
      await clock.sleep(retryMs, signal)
    }
  }

  async #next<T extends HintTopic>(topic: T): Promise<readonly Topics[T][]> {
    const events: EventLog<Topics[T]> = this.#parts.logs[topic]
    const last = this.#last.get(topic) ?? null
    if (last === null) return allOf(events)
    const next = await events.oldestFirst({}, { after: last, limit: pageLength })
    if (next !== 'UNKNOWN_CURSOR') return next
    this.#parts.log.error(
      { topic, last },
      'The journal does not know an event that it had; going on with what comes next',
    )
    await this.#skipToNewest(topic)
    return []
  }

  async #skipToNewest(topic: HintTopic): Promise<void> {
    const page = await this.#parts.logs[topic].newestFirst({}, { limit: 1 })
    const [newest] = page === 'UNKNOWN_CURSOR' ? [] : page.items
    this.#last.set(topic, newest?.id ?? null)
  }
}

/** Oldest first. It is asked for only when there was none a short time ago. */
async function allOf<T extends { readonly id: string }>(events: EventLog<T>): Promise<readonly T[]> {
  const all: T[] = []
  for (;;) {
    const last = all.at(-1)
    const page = await events.newestFirst({}, { limit: pageLength, ...(last && { after: last.id }) })
    if (page === 'UNKNOWN_CURSOR') throw new Error('The journal does not know an event that it just told')
    all.push(...page.items)
    if (!page.hasMore) return all.reverse()
  }
}
