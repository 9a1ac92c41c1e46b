import { isClosed, type Account } from '../../domain/account.js'
import type { Order } from '../../domain/order.js'
import type { DataSource, Freshness } from '../../domain/source.js'
import type { QuoteBoard } from '../board/quote-board.js'
import { isPriced } from '../engine/valuation.js'
import { performanceView, portfolioView, positionsView, type AccountMoment } from './account-views.js'
import type { Books } from './books.js'
import type { AccountViews } from './live-account.js'

/** Everything that the views of a paper account are made from. */
export interface PaperMoment {
  readonly account: Account
  readonly books: Books
  /** In the order in which they were placed. */
  readonly openOrders: readonly Order[]
  readonly board: QuoteBoard
  /** Where the numbers come from. */
  readonly source: DataSource
  readonly sampleIntervalMs: number
}

/** The views of a paper account. Each call of one makes it from the present moment. */
export function paperViews(now: () => PaperMoment): AccountViews {
  return {
    performance: () => performanceView(momentOf(now())),
    positions: () => positionsView(momentOf(now())),
    portfolio: () => portfolioView(momentOf(now())),
    openOrders: () => {
      const moment = now()
      const orders = moment.openOrders.toReversed()
      return { ...headerOf(moment, orders), orders }
    },
  }
}

function momentOf(moment: PaperMoment): AccountMoment {
  const { books, board, sampleIntervalMs } = moment
  return { header: headerOf(moment, books.ledger.positions), books, quotes: board.quotes, sampleIntervalMs }
}

type Held = readonly { readonly symbol: string }[]

function headerOf(moment: PaperMoment, held: Held): AccountMoment['header'] {
  const { account, books, source } = moment
  // Nothing marks a closed account again, so its last mark may be from before the start.
  const asOf = isClosed(account) ? books.lastMarkMs : books.markedAtMs
  return { accountId: account.id, asOf, source, freshness: freshnessOf(moment, held) }
}

/** LIVE while each of these has a LIVE quote that can value it. Without any, LIVE while some market is. A closed account is STALE. */
function freshnessOf({ account, books, board }: PaperMoment, held: Held): Freshness {
  if (isClosed(account) || books.markedAtMs === null) return 'STALE'
  if (held.length === 0) return board.isLive() ? 'LIVE' : 'STALE'
  return held.every(({ symbol }) => isPriced(board.quotes.get(symbol))) ? 'LIVE' : 'STALE'
}
