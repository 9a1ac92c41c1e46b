import { msPerHour, msPerMinute, type UnixMs } from '../../domain/units.js'
import { checked } from '../../lib/checked.js'
import { StoreUnavailable, type Journal, type StoredAccount } from '../../storage/journal.js'
import { savedBooksSchema } from '../../trading/account/saved-books.js'
import { leastDecisionIntervalMs } from '../past/coarse-market.js'
import { agentsPast, type AgentsPast, type AgentsPastParts } from './agents-past.js'

/** More records of a kind than an account makes of it in a minute. */
const mostRecordsAMinute = 8
/** What passes while it is done. */
const spareMinutes = 5

/** What an account goes on from. */
interface Paused {
  readonly stored: StoredAccount
  /** The time of the market when it was valued last. */
  readonly sinceMs: UnixMs
}

/**
 * The past that agents would have, had the server not been off: those of `makeAgents`, at their accounts as they were left. A
 * longer pause than `warmUpHours` is caught up in its last hours. Null when nothing is to be caught up.
 */
export async function planCatchUp(parts: AgentsPastParts): Promise<AgentsPast | null> {
  const { feed, makeAgents, journal, clock, log } = parts
  if (feed?.kind !== 'simulated' || makeAgents().length === 0) return null
  const toMs = clock.now()
  const paused = await pausedAccounts(
    journal,
    makeAgents().map(({ id }) => id),
  )
  const sinceMs = Math.max(...paused.map((one) => one.sinceMs))
  const fromMs = Math.max(sinceMs, toMs - feed.warmUpHours * msPerHour)
  if (paused.length === 0 || toMs - fromMs < leastDecisionIntervalMs) return null
  if (fromMs > sinceMs) log.warn({ sinceMs, fromMs }, `Only the last ${feed.warmUpHours} h of the pause are caught up`)
  try {
    const minutes = Math.ceil((toMs - fromMs) / msPerMinute) + spareMinutes
    const place = await journal.holdPlace(paused.length * minutes * mostRecordsAMinute)
    const { seed } = feed
    const accounts = paused.map(({ stored }) => stored)
    const ids = accounts.map(({ account }) => account.id)
    const makeOwn = () => makeAgents().filter(({ id }) => ids.includes(id))
    return agentsPast(parts, {
      kind: 'CATCH_UP',
      name: 'Catch-up',
      seed,
      fromMs,
      toMs,
      makeAgents: makeOwn,
      accounts,
      place,
    })
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    log.error({ err: error }, 'The store cannot be written, so the agents do not catch up')
    return null
  }
}

/** Those of the accounts that were valued before. What cannot be read, the desk tells. */
async function pausedAccounts(journal: Pick<Journal, 'accounts'>, ids: readonly string[]): Promise<readonly Paused[]> {
  const { readable } = await journal.accounts()
  return readable.flatMap((stored) => {
    const { id, kind, source } = stored.account
    if (!ids.includes(id) || kind !== 'PAPER' || source !== 'SIMULATED') return []
    const sinceMs = lastMarkMs(stored)
    return sinceMs === null ? [] : [{ stored, sinceMs }]
  })
}

function lastMarkMs({ account, books }: StoredAccount): UnixMs | null {
  try {
    return checked(savedBooksSchema, books, `books of accounts "${account.id}"`).curve.lastMark?.timeMs ?? null
  } catch {
    return null
  }
}
