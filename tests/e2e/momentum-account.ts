import type { Commit, Committed } from '../../server/storage/journal.js'
import { commitAndTell } from '../support/commit-and-tell.js'
import type { TestServer } from '../support/start-server.js'

/** The account whose news these tests write themselves. */
export const momentum = { accountId: 'momentum' }

/** Commits and then tells the readers, as the trading desk does. */
export function commitTrades({ app }: TestServer, changes: Omit<Commit, 'accountId'>): Promise<Committed> {
  return commitAndTell(app.services, { ...momentum, ...changes })
}
