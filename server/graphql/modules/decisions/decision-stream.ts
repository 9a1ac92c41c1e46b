import { ReaderOverflow } from '../../../bus/event-bus.js'
import type { Decision } from '../../../domain/decision.js'
import { abortable } from '../../../lib/abortable.js'
import type { CursorFault, DecisionJournal } from '../../../storage/decision-journal.js'
import type { GraphqlContext } from '../../context.js'
import { apiError } from '../../errors.js'

export interface DecisionStreamOptions {
  /** Left out: all accounts. */
  readonly accountId?: string
  /** Left out: only decisions to come. */
  readonly after?: string
}

const pageSize = 500

/**
 * Every decision behind `after`, oldest first, then each new one: attached to the bus before the journal is read, so
 * that nothing falls between; what came by both ways is sent once. A reader that falls behind the bus's bound is ended.
 */
export function decisionStream(context: GraphqlContext, options: DecisionStreamOptions) {
  const { bus, counts, journal } = context.services
  return abortable((signal) => {
    counts.trackStream('newDecision', signal)
    const fresh = bus.subscribe('decision', {
      ...(options.accountId && { keys: [options.accountId] }),
      onOverflow: () => context.endSlowReader?.(),
      signal,
    })
    return follow(journal, options, sayWhenSlow(fresh))
  })
}

async function* follow(
  journal: DecisionJournal,
  options: DecisionStreamOptions,
  fresh: AsyncIterable<Decision>,
): AsyncGenerator<Decision> {
  const sent = new Set<string>()
  if (options.after !== undefined) {
    for await (const decision of missed(journal, { ...options, after: options.after })) {
      sent.add(decision.id)
      yield decision
    }
  }
  for await (const decision of fresh) {
    if (!sent.delete(decision.id)) yield decision
  }
}

async function* missed(journal: DecisionJournal, options: DecisionStreamOptions & { after: string }) {
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

async function* sayWhenSlow(fresh: AsyncIterable<Decision>): AsyncGenerator<Decision> {
  try {
    yield* fresh
  } catch (error) {
    if (!(error instanceof ReaderOverflow)) throw error
    throw apiError('SLOW_READER', `${error.message}; subscribe again with "after".`)
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
