import { msPerMinute, type UnixMs } from '../../server/domain/units.js'
import { simulatedEvents } from '../../server/feeds/simulated/simulated-events.js'
import { simulatedFeed } from '../../server/feeds/simulated/simulated-feed.js'
import type { RecordedEvent } from '../../server/history/recorded-event.js'
import { encodeSegment } from '../../server/history/segment/write-segment.js'
import { systemClock } from '../../server/lib/clock.js'
import { MarketState } from '../../server/market/market-state.js'
import { openHistory } from '../../tests/support/store/history-home.js'
import { sqliteHome } from '../../tests/support/store/store-home.js'

/** What is recorded: a whole number of segments. */
export interface RecordedSpan {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
}

export const seed = 'replayed'
export const segmentMs = msPerMinute
/** As the server tells them by default. */
const intervals = { tickMs: 250, chainMs: 1_000 }
const currencies = ['BTC', 'ETH']

/** Records the simulated BTC and ETH, with all of their options, in the store of a folder. */
export async function recordMarket(dataDir: string, { fromMs, toMs }: RecordedSpan): Promise<void> {
  await using home = { ...sqliteHome(dataDir), [Symbol.asyncDispose]: () => Promise.resolve() }
  await using history = await openHistory(home)
  const { source, world = '', staleAfterMs } = simulatedFeed({ ...intervals, seed, currencies, clock: systemClock })
  let now = fromMs
  const state = new MarketState({ name: 'simulated', source, currencies, staleAfterMs }, () => now)
  let keyFrame = state.keyFrame()
  let startMs = fromMs
  let events: RecordedEvent[] = []
  const cut = async (endMs: number) => {
    const bytes = await encodeSegment({ fromMs: startMs, toMs: endMs, keyFrame, events })
    const place = { segmentMs: startMs, fromMs: startMs, toMs: endMs }
    await history.markets.append({ source, world }, [{ ...place, bytes, dropped: 0 }])
    keyFrame = state.keyFrame()
    startMs = endMs
    events = []
  }
  for (const event of simulatedEvents({ ...intervals, seed, currencies, fromMs, toMs: toMs - 1 })) {
    now = 'receivedTimeMs' in event ? event.receivedTimeMs : now
    while (now >= startMs + segmentMs) await cut(startMs + segmentMs)
    events.push({ heardMs: now, event })
    state.fold(event)
  }
  await cut(toMs)
}
