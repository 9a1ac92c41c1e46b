import { memoryBus } from '../../bus/memory/memory-bus.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { AccountsMoment } from '../../graphql/moments.js'
import { NotRecorded } from '../../history/not-recorded.js'
import { PlayedMarket } from '../../history/play/played-market.js'
import { never } from '../../lib/stop.js'
import { VersionsRemoved } from '../../storage/account-versions.js'
import type { Desk } from '../../trading/desk.js'
import type { PastDesk } from '../../trading/past/past-desk.js'
import type { PlayableAt, PlayingParts } from './recorded-at.js'

export interface AccountsAtParts extends PlayingParts {
  /** Opens the accounts of a past. Null when nothing is kept of them. */
  readonly openPast: Desk['openPast']
}

/** The accounts of a moment. Rejects as the store does, with `NotRecorded`, and with `UnreadableSegment`. */
export async function accountsAt(
  { atMs, valued }: AccountsMoment,
  { history, market, range, rest }: PlayableAt,
  { feed, openPast, log }: AccountsAtParts,
): Promise<PastDesk> {
  let nowMs = () => atMs
  await using past = openPast({ bus: memoryBus(), now: () => nowMs(), playedAs: null })
  if (past === null) throw new NotRecorded(atMs, null)
  const toldFromMs = await past.goTo(atMs, valued).catch((error: unknown) => {
    if (!(error instanceof VersionsRemoved)) throw error
    const { keptFromMs } = error
    throw new NotRecorded(atMs, { ...range, fromMs: Math.min(keptFromMs, range.toMs) }, 'ACCOUNTS_REMOVED')
  })
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
