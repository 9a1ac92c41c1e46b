import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventBus } from '../../bus/event-bus.js'
import { isIn, type AccountSet } from '../../domain/account-set.js'
import { isClosed, type Account } from '../../domain/account.js'
import type { DataSource } from '../../domain/source.js'
import { msPerMinute, type UnixMs } from '../../domain/units.js'
import { DoesNotFit } from '../../lib/checked.js'
import { jsonMemory } from '../../lib/json-memory.js'
import type { Logger } from '../../lib/logger.js'
import type { PastAccount, PastAccounts as StoredThen } from '../../storage/account-versions.js'
import type { Json } from '../../storage/journal.js'
import type { Books } from '../account/books.js'
import { restoreBooks } from '../account/restore-books.js'
import type { QuoteBoard } from '../board/quote-board.js'
import { PublishedAccount, type PublishedBefore } from '../published/published-account.js'
import type { Visibility } from '../visibility.js'
import type { PastAccounts } from './past-accounts.js'
import { PastPaperAccount, type PastPaperState } from './past-paper.js'
import { UnvaluedAccount } from './unvalued-account.js'

/** What the accounts of a replay share. */
export interface PastRoom {
  readonly accounts: PastAccounts
  readonly bus: EventBus
  /** Who saw which account then. */
  readonly visibility: Visibility
  /** The board of the market that is played at present. */
  readonly board: () => QuoteBoard
  /** When it was told something last, by our clock. */
  readonly heardMs: () => UnixMs
  readonly now: () => UnixMs
  /** The source of the prices. Accounts in the prices of another source are listed but not opened. */
  readonly source: DataSource
  /** Where values say that they come from. Null: where they came from then. */
  readonly playedAs: DataSource | null
  readonly sampleIntervalMs: number
  readonly log: Pick<Logger, 'error'>
}

/** A step is made at most this long before its commit, where the clock of the market is our clock. */
const commitMs = 1_000
/** The same where the market has a clock of its own, so that no time in the books tells it. A slow store takes no longer. */
const slowCommitMs = 5_000
/** How many accounts are restored before others have their turn. */
const restoredAtOnce = 10

export interface Restored {
  /** From when on the market has to be played to value the accounts at the time. */
  readonly playFromMs: UnixMs
  /** About how much memory they take. */
  readonly bytes: number
}

/** What was kept is in memory once as it was read and once as it is used. */
const copies = 2

export interface RestoreAt {
  readonly atMs: UnixMs
  /** The accounts that are valued. */
  readonly valued: AccountSet
}

/** Restores the accounts as they were kept. */
export async function restoreAccounts(
  room: PastRoom,
  { accounts, opened, unreadable }: StoredThen,
  { atMs, valued }: RestoreAt,
): Promise<Restored> {
  for (const { id, fault } of unreadable) setAside(room, id, fault)
  let playFromMs = atMs
  let bytes = 0
  for (const [index, stored] of accounts.entries()) {
    bytes += copies * jsonMemory(stored)
    if (index % restoredAtOnce === restoredAtOnce - 1) await nextTurn()
    const isOpenedSince = (version: { readonly position: number } | null) =>
      opened === null || (version !== null && version.position > opened.position)
    const account = stored.account.value
    if (account.kind !== 'PUBLISHED' && account.source !== room.source) room.accounts.addElsewhere(account)
    else if (!isIn(valued, account.id)) room.accounts.add(new UnvaluedAccount(account))
    else if (account.kind === 'PUBLISHED') restorePublished(room, stored, isOpenedSince)
    else {
      const books = restorePaper(room, stored)
      if (books === null || isClosed(account)) continue
      const recordedAtMs = stored.books?.recordedAtMs ?? atMs
      const fromMs = isOpenedSince(stored.books)
        ? madeAtMs(books, recordedAtMs)
        : (opened?.recordedAtMs ?? recordedAtMs)
      playFromMs = Math.min(playFromMs, fromMs)
    }
  }
  // An account of which nothing was kept for longer than this was not valued meanwhile.
  return { playFromMs: Math.max(playFromMs, atMs - room.sampleIntervalMs - msPerMinute), bytes }
}

/** From when on books count that were kept at this time: when they were made, or a little before. */
function madeAtMs({ lastMarkMs }: Books, recordedAtMs: UnixMs): UnixMs {
  const isOurClock = lastMarkMs !== null && Math.abs(recordedAtMs - lastMarkMs) < msPerMinute
  return isOurClock ? Math.min(lastMarkMs, recordedAtMs) - commitMs : recordedAtMs - slowCommitMs
}

function restorePaper(room: PastRoom, { account: { value: account }, books, openOrders }: PastAccount): Books | null {
  const restored = booksOf(room, account, books?.value ?? null)
  if (restored === null) return null
  for (const quote of restored.lastQuotes.values()) room.board().remember(quote)
  addPaper(room, { account, books: restored, booksAtMs: books?.recordedAtMs ?? -Infinity, openOrders })
  return restored
}

/** The books of an account. Null when they cannot be read any more; the account is then not shown. */
export function booksOf(room: PastRoom, account: Account, stored: Json | null): Books | null {
  try {
    return restoreBooks(account, stored, room.sampleIntervalMs)
  } catch (fault) {
    if (!(fault instanceof DoesNotFit)) throw fault
    setAside(room, account.id, fault)
    return null
  }
}

/** Adds an account. One that was made for another time is used again, so that its streams go on. */
export function addPaper(room: PastRoom, state: PastPaperState): PastPaperAccount {
  const made = room.accounts.made(state.account.id)
  if (made instanceof PastPaperAccount) made.restore(state)
  const account = made instanceof PastPaperAccount ? made : new PastPaperAccount(room, state)
  room.accounts.add(account)
  return account
}

/** The same for an account that publishes. */
export function addPublished(room: PastRoom, account: Account, before: PublishedBefore): PublishedAccount {
  const made = room.accounts.made(account.id)
  if (made instanceof PublishedAccount) made.restore(account, before)
  const published = made instanceof PublishedAccount ? made : new PublishedAccount(room, account, before)
  room.accounts.add(published)
  return published
}

function restorePublished(
  room: PastRoom,
  { account, publishedPositions: positions, publishedPerformance: performance }: PastAccount,
  isOpenedSince: (version: { readonly position: number } | null) => boolean,
): void {
  addPublished(room, account.value, {
    positions: positions?.value ?? null,
    performance: performance?.value ?? null,
    // What was published before a start is shown as of a time that nobody remembers.
    positionsAtMs: isOpenedSince(positions) ? (positions?.recordedAtMs ?? null) : null,
    performanceAtMs: isOpenedSince(performance) ? (performance?.recordedAtMs ?? null) : null,
  })
}

function setAside({ accounts, log }: PastRoom, id: string, fault: DoesNotFit): void {
  log.error({ err: fault, accountId: id }, 'What an account was cannot be read: it is not shown at that time')
  accounts.addUnreadable(id)
}
