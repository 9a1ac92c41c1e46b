import type { Services } from '../../server/graphql/context.js'
import type { Commit, Committed } from '../../server/storage/journal.js'
import { Committer } from '../../server/trading/committer.js'

/** Commits and then tells the readers, as the trading desk does. */
export async function commitAndTell(
  { journal, bus }: Pick<Services, 'journal' | 'bus'>,
  commit: Commit,
): Promise<Committed> {
  let committed: Committed | null = null
  const keeping = {
    ...journal,
    commit: async (asked: Commit) => (committed = await journal.commit(asked)),
  }
  const unexpected = (error: unknown) => {
    throw error
  }
  await new Committer(keeping, bus, unexpected).commit(commit, () => {})
  if (!committed) throw new Error('The journal answered nothing')
  return committed
}
