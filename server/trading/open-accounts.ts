import type { EventBus } from '../bus/event-bus.js'
import type { Account } from '../domain/account.js'
import type { EquityPoint } from '../domain/performance.js'
import type { PublishedPerformance, PublishedPositions } from '../domain/publication.js'
import type { UnixMs } from '../domain/units.js'
import type { StoredAccount } from '../storage/journal.js'
import { Books } from './account/books.js'
import { PaperAccount } from './account/paper-account.js'
import type { QuoteBoard } from './board/quote-board.js'
import type { Committer } from './committer.js'
import { PublishedAccount } from './published/published-account.js'

/** What all accounts share. */
export interface AccountParts {
  readonly board: QuoteBoard
  readonly bus: EventBus
  readonly committer: Committer
  readonly sampleIntervalMs: number
  readonly newId: () => string
  readonly now: () => UnixMs
  readonly onSamples: (accountId: string, samples: readonly EquityPoint[]) => void
  readonly onFailure: (accountId: string, error: unknown) => void
}

/** A paper account, new or as the journal has it. */
export function paperAccount(
  parts: AccountParts,
  account: Account,
  start: { readonly depositUsd: number } | Pick<StoredAccount, 'books' | 'openOrders'>,
): PaperAccount {
  const { sampleIntervalMs } = parts
  const { source } = account
  const stored = 'books' in start && start.books !== null ? Books.restore(start.books, sampleIntervalMs, source) : null
  const fresh = 'depositUsd' in start ? Books.open(start.depositUsd, sampleIntervalMs) : null
  const books = stored ?? fresh
  if (!books) throw new Error(`The journal has account "${account.id}" without its books`)
  for (const quote of books.lastQuotes.values()) parts.board.remember(quote)
  return new PaperAccount({
    ...parts,
    account,
    books,
    openOrders: 'openOrders' in start ? start.openOrders.map((order) => ({ ...noTrailing, ...order })) : [],
    onSamples: (samples) => parts.onSamples(account.id, samples),
    onFailure: (error) => parts.onFailure(account.id, error),
  })
}

/** Of an order that was stored without a trailing stop. */
const noTrailing = { trailingStop: null }

/** A published account, new or as the journal has it. */
export function publishedAccount(
  { bus, now }: AccountParts,
  account: Account,
  stored: Pick<StoredAccount, 'publishedPositions' | 'publishedPerformance'> | null,
): PublishedAccount {
  return new PublishedAccount({
    account,
    positions: (stored?.publishedPositions ?? null) as unknown as PublishedPositions | null,
    performance: (stored?.publishedPerformance ?? null) as unknown as PublishedPerformance | null,
    bus,
    now,
  })
}
