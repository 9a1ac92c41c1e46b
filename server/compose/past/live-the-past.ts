import type { Performance } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import { SteppedClock } from '../../lib/stepped-clock.js'
import type { StoredAccount } from '../../storage/journal.js'
import type { AccountsPast } from '../../trading/keep-past.js'
import { pastStore } from './past-journal.js'
import { PastLife, type PastLifeOptions } from './past-life.js'

export interface PastOptions extends Omit<PastLifeOptions, 'clock' | 'journal' | 'equity' | 'deskBus'> {
  /** Those of the agents that go on. The others are opened. */
  readonly accounts?: readonly StoredAccount[]
  readonly onReached: (timeMs: UnixMs) => void
}

export interface Past extends AccountsPast {
  /** Of each agent's account at the end. */
  readonly performances: readonly Performance[]
}

/** Has agents trade in a market of the past until its end. Other work of the process runs in between. Rejects with the reason of the signal. */
export async function liveThePast(options: PastOptions, signal: AbortSignal): Promise<Past> {
  const { agents, accounts = [], fromMs, onReached } = options
  const clock = new SteppedClock(fromMs)
  const store = pastStore(() => clock.now(), accounts)
  const life = await PastLife.open({ ...options, ...store, clock })
  let performances: readonly Performance[] = []
  try {
    for (let nextMs = await life.nextMs(); nextMs !== null; nextMs = await life.nextMs()) {
      signal.throwIfAborted()
      await life.step()
      onReached(nextMs)
    }
    performances = agents.flatMap(({ id }) => life.desk.accounts.performance(id) ?? [])
  } finally {
    await life[Symbol.asyncDispose]()
  }
  return { ...store.gathered(), performances }
}
