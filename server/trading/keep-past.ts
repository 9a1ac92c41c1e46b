import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { EquitySample, EquityStore } from '../storage/equity-store.js'
import { StoreUnavailable, type Journal, type PastCommit, type PastPlace } from '../storage/journal.js'
import type { Committer } from './committer.js'
import { keepSamples } from './sample-keeper.js'

/** What accounts did before. */
export interface AccountsPast {
  readonly commits: readonly PastCommit[]
  readonly samples: readonly EquitySample[]
  /** Where the store is to put it; left out: before all that it has. */
  readonly place?: PastPlace
}

interface Pacing {
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
  readonly signal: AbortSignal
}

export interface KeepPastParts extends Pacing {
  readonly committer: Committer
  readonly journal: Pick<Journal, 'wasKept'>
  readonly equity: EquityStore
}

const retryMs = 1_000

/**
 * Keeps the past of accounts in the store, all of it or nothing, and then opens the accounts with `open`. Rejects as
 * `Journal.keepPast` and `open` do. Once the past is kept, it waits as long as the store is not available.
 */
export async function keepPast(
  past: AccountsPast,
  open: () => Promise<void>,
  { committer, journal, equity, ...pacing }: KeepPastParts,
): Promise<void> {
  const takeOver = async () => {
    await keepSamples(equity, past.samples)
    await open()
  }
  const takingOver = () => whenAvailable(takeOver, pacing)
  try {
    await committer.commitPast(past, takingOver, pacing.signal)
  } catch (error) {
    if (!(await wasKept(past, error, { journal, ...pacing }))) throw error
    await takingOver()
  }
}

/** Whether the store kept a past although `commitPast` rejected: the connection may have been lost while the store confirmed it. */
async function wasKept(
  { commits }: AccountsPast,
  error: unknown,
  { journal, ...pacing }: Pacing & Pick<KeepPastParts, 'journal'>,
): Promise<boolean> {
  const isUnknown = error instanceof StoreUnavailable && error.outcomeUnknown
  // All of it was kept, or nothing.
  const one = commits.find(({ commit: { decisions = [] } }) => decisions.length > 0)
  if (!isUnknown || !one) return false
  return (await whenAvailable(() => journal.wasKept(one.commit), pacing)) !== null
}

/** Does the work. While the store is not available, tries again every second. Rejects with the reason of the signal, too. */
async function whenAvailable<T>(work: () => Promise<T>, { clock, log, signal }: Pacing): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (err) {
      if (!(err instanceof StoreUnavailable)) throw err
      log.error({ err }, 'The past of the agents waits for the store; it is tried again')
      await clock.sleep(retryMs, signal)
      signal.throwIfAborted()
    }
  }
}
