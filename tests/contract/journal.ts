import { describe } from 'vitest'
import type { StoreHome } from '../support/store/store-home.js'
import { describeAccounts } from './journal/accounts.js'
import { describeAtomicity } from './journal/atomicity.js'
import { describeCommits } from './journal/commits.js'
import { describeIdempotency } from './journal/idempotency.js'
import { describePages } from './journal/pages.js'
import { describePast } from './journal/past.js'
import { describeSearches } from './journal/searches.js'
import { describeTurns } from './journal/turns.js'
import { describeUnreadable } from './journal/unreadable.js'
import { describeVersions } from './journal/versions.js'

/** What every journal promises, wherever it keeps its records. */
export function describeJournal(home: () => Promise<StoreHome>): void {
  describe('commits', () => describeCommits(home))
  describe('all of a commit or nothing', () => describeAtomicity(home))
  describe('answers kept under a key', () => describeIdempotency(home))
  describe('what a restart needs', () => describeAccounts(home))
  describe('a past that comes later', () => describePast(home))
  describe('pages', () => describePages(home))
  describe('what no index serves wholly', () => describeSearches(home))
  describe('reads for clients', () => describeTurns(home))
  describe('what accounts were before', () => describeVersions(home))
  describe('what does not fit', () => describeUnreadable(home))
}
