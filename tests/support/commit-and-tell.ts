import type { AppServices } from '../../server/compose/app.js'
import type { Commit, Committed } from '../../server/storage/journal.js'
import { Committer } from '../../server/trading/committer.js'

/** Commits and then tells the readers, as the trading desk does. */
export function commitAndTell(
  { journal, bus }: Pick<AppServices, 'journal' | 'bus'>,
  commit: Commit,
): Promise<Committed> {
  const unexpected = (error: unknown) => {
    throw error
  }
  return new Committer(journal, bus, unexpected).commit({ commit })
}
