import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { AccountSet } from '../../domain/account-set.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import type { MarketFeed } from '../../feeds/market-feed.js'
import { NotRecorded } from '../../history/not-recorded.js'
import { PlayedMarket } from '../../history/play/played-market.js'
import type { Logger } from '../../lib/logger.js'
import { never } from '../../lib/stop.js'
import type { Desk } from '../../trading/desk.js'
import type { PastDesk } from '../../trading/past/past-desk.js'
import type { RecordedAt } from './recorded-at.js'

export interface AccountsAtParts {
  readonly feed: MarketFeed
  /** Opens the accounts of a past. Null when nothing is kept of them. */
  readonly openPast: Desk['openPast']
  readonly log: Logger
}

interface How {
  /** Of which it is read what they were worth. */
  readonly valued: AccountSet
  /** Lets others go on, after some milliseconds of work. */
  readonly rest: () => Promise<void>
}

/** The accounts at a time. Rejects as the store does, with `NotRecorded`, and with `UnreadableSegment`. */
export async function accountsAt(
  atMs: UnixMs,
  { history, market }: RecordedAt,
  { valued, rest, feed, openPast, log }: How & AccountsAtParts,
): Promise<PastDesk> {
  let nowMs = () => atMs
  await using past = openPast({ bus: memoryBus(), now: () => nowMs(), playedAs: null })
  if (past === null) throw new NotRecorded(atMs, null)
  const toldFromMs = await past.goTo(atMs, valued)
  if (valued !== 'ALL' && valued.length === 0) return past
  const { bus } = past
  const optionsWhenAsked = !past.needsOptions
  // Chains of which nobody holds anything are not made, and yet they are the next word of the market.
  const onFolded = ({ type }: MarketEvent) => {
    if (type === 'options') past.hear()
  }
  const options = { history, market, feed, bus, log, rest, optionsWhenAsked, onFolded, onTurn: () => past.mark() }
  await using played = new PlayedMarket(options, atMs)
  nowMs = () => played.clock.now()
  // The chains in which the accounts hold something are heard.
  await played.seek(atMs, never, { toldFromMs, unheard: 'LEFT' })
  past.mark()
  return past
}
