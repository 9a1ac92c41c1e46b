import { readFileSync } from 'node:fs'
import { msPerMinute } from '../server/domain/units.js'
import { simulatedEvents } from '../server/feeds/simulated/simulated-events.js'
import { simulatedFeed } from '../server/feeds/simulated/simulated-feed.js'
import type { RecordedEvent } from '../server/history/recorded-event.js'
import { encodeSegment } from '../server/history/segment/write-segment.js'
import { systemClock } from '../server/lib/clock.js'
import { MarketState } from '../server/market/market-state.js'
import { openHistory } from '../tests/support/store/history-home.js'
import { sqliteHome } from '../tests/support/store/store-home.js'
import { startBuilt } from './support/built-server.js'
import { flag } from './support/flags.js'
import { openFrameSocket } from './support/frame-socket.js'
import { post } from './support/post.js'
import { report, type Row } from './support/report.js'
import { rounded } from './support/statistics.js'

/**
 * How fast a replay is that is played as fast as it is read. The simulated BTC and ETH with all of their options, as the server
 * tells them by default, are recorded for `--minutes=60` and played by the built server, to one subscriber of the index and to
 * `--clients=1000`. CPU is that of the server's process alone, and a delivery has its share of all that is played.
 */
const minutes = flag('minutes', 60)
const clients = flag('clients', 1_000)
const wantedTimes = 500
const seed = 'replayed'
const intervals = { tickMs: 250, chainMs: 1_000 }
const currencies = ['BTC', 'ETH']
const segmentMs = 5 * msPerMinute
const fromMs = Math.floor(Date.now() / segmentMs) * segmentMs - (minutes + 10) * msPerMinute
const toMs = fromMs + minutes * msPerMinute

async function record(dataDir: string): Promise<void> {
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

/** Of a process, in milliseconds. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

await using server = await startBuilt({ env: { SIM_SEED: seed, AGENTS: 'none' }, prepare: record })
const time = (ms: number) => new Date(ms).toISOString()

async function ask<T>(query: string): Promise<T> {
  const { text } = await post(`${server.url}graphql`, { query, variables: {} })
  const { data, errors } = JSON.parse(text) as { data: T; errors?: unknown }
  if (errors) throw new Error(text)
  return data
}

async function played(readers: number): Promise<Row> {
  const input = `{ from: "${time(fromMs)}", to: "${time(toMs)}", asFastAsRead: true, paused: true }`
  type Opened = { openReplay: { replay: { id: string } } }
  const { openReplay } = await ask<Opened>(
    `mutation { openReplay(input: ${input}) { ... on ReplayOpened { replay { id } } } }`,
  )
  const { id } = openReplay.replay
  const query = `subscription { marketData(replay: "${id}") { seq asOf source freshness indexPriceUsd
    perpetual { bidPriceUsd askPriceUsd markPriceUsd fundingRate8h } } }`
  let heard = 0
  const url = `${server.url.replace('http', 'ws')}graphql`
  const sockets = Array.from({ length: readers }, () => {
    const socket = openFrameSocket({
      url,
      deflate: false,
      failed: (error) => {
        throw error
      },
      opened: (opened) => opened.send('{"type":"connection_init"}'),
      wants: () => false,
      heard: (payload) => {
        if (payload === null || payload.length > 40) heard += 1
        else socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      },
    })
    return socket
  })
  while (heard < readers) await new Promise((resolve) => setTimeout(resolve, 20))
  heard = 0
  const [startMs, cpuBeforeMs] = [performance.now(), cpuMs(server.pid)]
  await ask(`mutation { controlReplay(input: { replay: "${id}", paused: false }) { state } }`)
  for (;;) {
    const { replays } = await ask<{ replays: { state: string }[] }>('{ replays { state } }')
    if (replays[0]?.state === 'ENDED') break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const [tookMs, usedMs] = [performance.now() - startMs, cpuMs(server.pid) - cpuBeforeMs]
  for (const socket of sockets) socket[Symbol.dispose]()
  await ask(`mutation { closeReplay(id: "${id}") { id } }`)
  return {
    case: `${readers} ${readers === 1 ? 'subscriber' : 'subscribers'}`,
    times: rounded((toMs - fromMs) / tookMs, 0),
    timesCpu: rounded((toMs - fromMs) / usedMs, 0),
    wanted: readers === 1 ? wantedTimes : null,
    deliveries: heard,
    cpuMicros: rounded((1_000 * usedMs) / heard),
  }
}

const headings = {
  times: '× real time',
  timesCpu: '× by CPU',
  wanted: 'wanted',
  deliveries: 'deliveries',
  cpuMicros: 'CPU µs a delivery',
}
report('replay', headings, [await played(1), await played(clients)])
