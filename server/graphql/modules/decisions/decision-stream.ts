import { ReaderOverflow } from '../../../bus/event-bus.js'
import type { Decision } from '../../../domain/decision.js'
import type { EventSource } from '../../../fanout/live-source.js'
import { FellBehind, iteratedByFanout } from '../../../fanout/live-source.js'
import type { CursorFault, DecisionJournal } from '../../../storage/decision-journal.js'
import type { Services } from '../../context.js'
import { apiError } from '../../errors.js'

export interface DecisionStreamOptions {
  /** Left out: all accounts. */
  readonly accountId?: string
  /** Left out: only decisions to come. */
  readonly after?: string
}

const pageSize = 500

/**
 * Every decision behind `after`, oldest first, then each new one. Who reads both attaches to the new ones first, so that
 * nothing falls between; a decision that comes by both ways has the same id.
 */
export function decisionStream(services: Services, options: DecisionStreamOptions): EventSource<Decision> {
  const { bus, journal } = services
  const { accountId, after } = options
  const news = (signal: AbortSignal) =>
    sayWhenBehind(bus.subscribe('decision', { ...(accountId && { keys: [accountId] }), signal }))
  const missed = after === undefined ? null : () => missedDecisions(journal, { ...options, after })
  return {
    kind: 'EVENTS',
    field: 'newDecision',
    news,
    missed,
    idOf: ({ id }) => id,
    [Symbol.asyncIterator]: iteratedByFanout,
  }
}

async function* missedDecisions(journal: DecisionJournal, options: DecisionStreamOptions & { after: string }) {
  let { after } = options
  for (;;) {
    const page = await journal.oldestFirst({ ...options, after, limit: pageSize })
    if (typeof page === 'string') throw cursorError(page, after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}

async function* sayWhenBehind(news: AsyncIterable<Decision>): AsyncGenerator<Decision> {
  try {
    yield* news
  } catch (error) {
    throw error instanceof ReaderOverflow ? new FellBehind() : error
  }
}

export function cursorError(fault: CursorFault, cursor: string) {
  const why = {
    UNKNOWN_CURSOR: 'was not given out since the server started',
    CURSOR_TOO_OLD: 'lies further back than decisions are kept',
  }
  return apiError(
    fault,
    `Argument "after": "${cursor}" ${why[fault]}; query "decisions" and go on from its newest id.`,
    {
      argument: 'after',
    },
  )
}
