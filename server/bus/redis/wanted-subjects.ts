import type { UnixMs } from '../../domain/units.js'
import type { Logger } from '../../lib/logger.js'
import type { Subject } from './channel.js'
import { isStateTopic } from './topic-travel.js'

/** What an edge says about itself, again and again. */
interface Wants {
  readonly node: string
  readonly subjects: readonly Subject[]
}

/** An edge that says nothing for this long is gone. It says something once a second. */
const forgetAfterMs = 5_000
/** More than an edge can have readers for. */
const maxSubjects = 20_000

/** Writes what an edge wants. Tells the log when that is more than an engine takes, until it is not. */
export class WantsWriter {
  readonly #log: Pick<Logger, 'error'>
  #isTooMuch = false

  constructor(log: Pick<Logger, 'error'>) {
    this.#log = log
  }

  textOf({ node, subjects }: Wants): string {
    const wasTooMuch = this.#isTooMuch
    this.#isTooMuch = subjects.length > maxSubjects
    if (this.#isTooMuch && !wasTooMuch) {
      this.#log.error(
        { wanted: subjects.length, most: maxSubjects },
        'This node has readers for more channels than the engine sends it; the newest ones get no changes',
      )
    }
    return JSON.stringify([node, subjects.slice(0, maxSubjects).map(({ topic, key }) => [topic, key])])
  }
}

/** Null: it is of another release, or no such text. Of other releases there may be topics that this one does not know. */
export function wantsOf(text: string): Wants | null {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return null
  }
  if (!Array.isArray(said) || typeof said[0] !== 'string' || !Array.isArray(said[1])) return null
  const [node, list] = said as [string, unknown[]]
  return { node, subjects: list.slice(0, maxSubjects).flatMap((one) => subjectOf(one) ?? []) }
}

function subjectOf(said: unknown): Subject | null {
  if (!Array.isArray(said)) return null
  const [topic, key] = said as unknown[]
  if (typeof topic !== 'string' || !isStateTopic(topic) || (typeof key !== 'string' && key !== null)) return null
  return { topic, key }
}

interface Edge {
  readonly subjects: ReadonlyMap<string, Subject>
  readonly heardMs: UnixMs
}

/** What the edges want, as they said last. Subjects are told apart by their channels. */
export class WantedSubjects {
  readonly #channelOf: (subject: Subject) => string
  readonly #edges = new Map<string, Edge>()

  constructor(channelOf: (subject: Subject) => string) {
    this.#channelOf = channelOf
  }

  /** Answers what the edge has not wanted before. */
  hear({ node, subjects }: Wants, nowMs: UnixMs): readonly Subject[] {
    const before = this.#edges.get(node)?.subjects
    const wanted = new Map(subjects.map((subject) => [this.#channelOf(subject), subject]))
    this.#edges.set(node, { subjects: wanted, heardMs: nowMs })
    return [...wanted].flatMap(([channel, subject]) => (before?.has(channel) ? [] : subject))
  }

  /** Forgets the edges that are gone. */
  forget(nowMs: UnixMs): void {
    for (const [node, { heardMs }] of this.#edges) if (nowMs - heardMs > forgetAfterMs) this.#edges.delete(node)
  }

  has(channel: string): boolean {
    for (const { subjects } of this.#edges.values()) if (subjects.has(channel)) return true
    return false
  }

  get isEmpty(): boolean {
    return this.#edges.size === 0
  }

  all(): readonly Subject[] {
    const all = new Map([...this.#edges.values()].flatMap(({ subjects }) => [...subjects]))
    return [...all.values()]
  }
}
