import type { Decision } from '../../domain/decision.js'
import type { CursorFault, DecisionJournal } from '../decision-journal.js'
import { DecisionLog } from './decision-log.js'

export interface MemoryJournalOptions {
  /** How many decisions of all accounts together are kept; older ones are forgotten. */
  readonly capacity?: number
  /** Distinguishes this run of the server from all others, so that ids are never given out twice. */
  readonly runId: string
}

/**
 * Decisions in memory, gone with the process. Ids are the run's id and a running number over all accounts. Pages cost
 * what they hold, not what is kept. Throws a RangeError unless the capacity is a positive integer.
 */
export function memoryDecisionJournal({ capacity = 10_000, runId }: MemoryJournalOptions): DecisionJournal {
  if (!(Number.isInteger(capacity) && capacity > 0)) throw new RangeError('The capacity must be a positive integer')
  const all = new DecisionLog()
  const byAccount = new Map<string, DecisionLog>()
  const seqs = new Map<string, number>()
  let last = 0

  /** Everything up to `last` was given out, and what is kept are the newest of it. */
  function numberOf(id: string): number | CursorFault {
    const number = id.startsWith(`${runId}-`) ? Number(id.slice(runId.length + 1)) : NaN
    const given = Number.isInteger(number) && number >= 1 && number <= last && id === `${runId}-${number}`
    if (!given) return 'UNKNOWN_CURSOR'
    return number > last - all.size ? number : 'CURSOR_TOO_OLD'
  }

  function add(decision: Decision): void {
    const log = byAccount.get(decision.accountId) ?? new DecisionLog()
    byAccount.set(decision.accountId, log)
    for (const one of [all, log]) one.add(last, decision)
    if (all.size <= capacity) return
    const oldest = all.dropOldest()
    if (oldest) byAccount.get(oldest.accountId)?.dropOldest()
  }

  const logOf = (accountId: string | undefined) => (accountId === undefined ? all : byAccount.get(accountId))

  return {
    append(decision) {
      last += 1
      const seq = (seqs.get(decision.accountId) ?? 0) + 1
      seqs.set(decision.accountId, seq)
      const committed = { ...decision, id: `${runId}-${last}`, seq }
      add(committed)
      return Promise.resolve(committed)
    },
    newestFirst({ accountId, after, limit }) {
      const before = after === undefined ? Infinity : numberOf(after)
      if (typeof before === 'string') return Promise.resolve(before)
      const page = logOf(accountId)?.before(before, limit + 1) ?? []
      return Promise.resolve({ decisions: page.slice(0, limit), hasMore: page.length > limit })
    },
    oldestFirst({ accountId, after, limit }) {
      const from = numberOf(after)
      if (typeof from === 'string') return Promise.resolve(from)
      return Promise.resolve(logOf(accountId)?.after(from, limit) ?? [])
    },
  }
}
