import { afterAll, describe, expect, it } from 'vitest'
import { candleIntervalsMs, type Candle, type CandleInterval, type PriceSeries } from '../../server/domain/candle.js'
import { parseOptionName } from '../../server/domain/instrument-name.js'
import { isOption } from '../../server/domain/instrument.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { msPerDay, msPerMinute, type UnixMs } from '../../server/domain/units.js'
import { knownValues } from '../../server/feeds/simulated/known-values.js'
import { simulatedEvents } from '../../server/feeds/simulated/simulated-events.js'
import { CandleReader } from '../../server/history/bars/candle-reader.js'
import { HeardBars } from '../../server/history/bars/heard-bars.js'
import { KnownBars } from '../../server/history/bars/known-bars.js'
import { MarketState } from '../../server/market/market-state.js'

const settings = { seed: 'candles', currencies: ['BTC'], tickMs: 250, chainMs: 1_000 }
/** Seven minutes before options expire and new ones are listed, and as long after it. */
const fromMs = Date.UTC(2026, 8, 25, 7, 53)
const toMs = Date.UTC(2026, 8, 25, 8, 7)

const opened: KnownBars[] = []
afterAll(() => opened.forEach((bars) => bars[Symbol.dispose]()))

function known(nowMs: UnixMs): CandleReader {
  const bars = new KnownBars({
    valuesOf: knownValues(settings),
    toldMs: () => nowMs,
    oldestMs: (toldMs) => toldMs - 30 * msPerDay,
    onRefused: () => expect.fail('refused'),
    log: { error: (fault: object) => expect.fail(JSON.stringify(fault)) },
  })
  opened.push(bars)
  // However busy the machine is, its pages are whole.
  return new CandleReader(bars, undefined, () => 0)
}

/** What a server has that heard the feed in this time. */
function heard() {
  let nowMs = fromMs
  const feed = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
  const market = new MarketState(feed, () => nowMs)
  const bars = new HeardBars((currency) => market.timeMs(currency))
  const events: MarketEvent[] = []
  for (const event of simulatedEvents({ ...settings, fromMs, toMs })) {
    events.push(event)
    nowMs = 'receivedTimeMs' in event ? event.receivedTimeMs : nowMs
    market.fold(event)
    bars.add(market.ticksOf(event))
  }
  return { reader: new CandleReader(bars), events }
}

const { reader: heardCandles, events } = heard()
const listed = events.flatMap((event) => (event.type === 'listing' ? event.instruments.filter(isOption) : []))
const expired = listed.filter(({ expiryMs }) => expiryMs < toMs)
const added = listed.filter(({ expiryMs }) => expiryMs > fromMs + 2 * msPerDay)
const optionSeries = [...expired.slice(20, 22), ...added.slice(-400, -398), ...listed.slice(300, 303)].map(
  ({ symbol }): PriceSeries => ({ value: 'MARK', currency: 'BTC', symbol }),
)
const series: PriceSeries[] = [
  { value: 'INDEX', currency: 'BTC', symbol: null },
  { value: 'VOLATILITY_INDEX', currency: 'BTC', symbol: null },
  { value: 'MARK', currency: 'BTC', symbol: 'BTC-PERPETUAL' },
  { value: 'LAST', currency: 'BTC', symbol: 'BTC-PERPETUAL' },
  ...optionSeries,
]

const expiryOf = ({ symbol }: PriceSeries) => parseOptionName(symbol ?? '')?.expiryMs ?? Infinity

async function candlesOf(reader: CandleReader, one: PriceSeries, interval: CandleInterval, spanMs = [fromMs, toMs]) {
  const candles: Candle[] = []
  const [begin = 0] = spanMs
  let [, before = 0] = spanMs
  for (;;) {
    const page = await reader.page({ series: one, interval, fromMs: begin, beforeMs: before, first: 200 })
    candles.push(...page.candles)
    before = page.candles.at(-1)?.fromMs ?? 0
    if (!page.hasMore) return candles.reverse()
  }
}

describe('candles', () => {
  it.each(series.map((one) => [`${one.value} ${one.symbol ?? ''}`, one] as const))(
    'of the %s are the same heard live and computed later, in every interval',
    async (_, one) => {
      for (const interval of ['S1', 'S5', 'M1', 'M5'] as const) {
        // The first candle had begun before somebody heard. Seconds of options are kept for five minutes.
        const lengthMs = Math.max(msPerMinute, candleIntervalsMs[interval])
        const isKeptShortly = optionSeries.includes(one) && interval.startsWith('S')
        const heardFromMs = isKeptShortly ? Math.min(toMs, expiryOf(one)) - 3 * msPerMinute : fromMs + 1
        const span = [Math.ceil(heardFromMs / lengthMs) * lengthMs, toMs - lengthMs]
        const live = await candlesOf(heardCandles, one, interval, span)
        expect(live.length).toBeGreaterThan(0)
        expect(live).toEqual(await candlesOf(known(toMs), one, interval, span))
      }
    },
  )
})
