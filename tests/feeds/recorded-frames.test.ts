import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { openReplayFeed } from '../../server/feeds/replay/replay-feed.js'
import { decodeSegment } from '../../server/history/segment/read-segment.js'
import { encodeSegment } from '../../server/history/segment/write-segment.js'
import { MarketState } from '../../server/market/market-state.js'
import { captureFile } from '../captures/capture-file.js'

const startMs = Date.UTC(2026, 10, 20, 12)
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/deribit/${name}`, import.meta.url))
const files = [
  fixture('session.jsonl'),
  fixture('received.raw.txt'),
  captureFile('cryptofeed-2021-07-22-ws.raw.txt'),
  captureFile('fastmm-2026-09-13-testnet-option-stream.jsonl'),
].filter((file) => file !== null)

interface Heard {
  readonly heardMs: number
  readonly event: MarketEvent
}

/** What a feed that plays the frames says, with a clock on which time passes only when it sleeps. */
async function played(file: string) {
  let now = startMs
  const clock = { now: () => now, sleep: (ms: number) => Promise.resolve(void (now += ms)) }
  const feed = await openReplayFeed({ file, clock })
  const heard: Heard[] = []
  for await (const event of feed.events(new AbortController().signal)) heard.push({ heardMs: now, event })
  return { feed, heard }
}

describe.each(files)('the frames of %s', (file) => {
  it('are read from a segment as they were recorded', async () => {
    const { heard: events } = await played(file)
    const segment = { fromMs: startMs, toMs: startMs + 3_600_000, keyFrame: null, events }
    expect(events.length).toBeGreaterThan(5)
    expect(decodeSegment(await encodeSegment(segment))).toStrictEqual(segment)
  })

  it('make the same market from any key frame on', async () => {
    const { feed, heard } = await played(file)
    const clock = { now: startMs }
    const stateOf = () => new MarketState(feed, () => clock.now)
    const whole = stateOf()
    for (const [at, { heardMs, event }] of heard.entries()) {
      clock.now = heardMs
      whole.fold(event)
      if (at % 7 !== 0 && at !== heard.length - 1) continue
      const segment = { fromMs: heardMs, toMs: heardMs, keyFrame: whole.keyFrame(), events: [] }
      const { keyFrame } = decodeSegment(await encodeSegment(segment))
      expect(keyFrame).toStrictEqual(segment.keyFrame)
      const late = stateOf()
      if (keyFrame) late.takeOver(keyFrame)
      expect(viewsOf(late, feed.currencies)).toEqual(viewsOf(whole, feed.currencies))
    }
  })
})

/** Everything that anybody can read, but its `seq`. */
function viewsOf(state: MarketState, currencies: readonly string[]): unknown {
  const withoutSeq = (value: object | null) => ({ ...value, seq: null })
  return [
    state.feedStatus(),
    ...currencies.map((currency) => [
      withoutSeq(state.refreshMarketData(currency)),
      state.heardMarket(currency),
      state.instruments(currency),
      state.indexHistory(currency, 1_000),
      state
        .expiries(currency)
        .map((expiryMs) => [withoutSeq(state.refreshChain(currency, expiryMs)), state.heardChain(currency, expiryMs)]),
    ]),
  ]
}
