import { WebSocket } from 'ws'
import { flag } from './support/flags.js'
import type { Forked } from './support/forked.js'
import { forkServer } from './support/forked.js'
import { quantile, report, rounded } from './support/report.js'

/**
 * What one delivered event costs the server today, one execution and one serialisation per subscriber, as the libraries
 * document it; against a loop that sends the same number of bytes to the same number of raw sockets. One subscription a
 * socket. `--clients=500 --events=100`.
 */
const clients = flag('clients', 500)
const events = flag('events', 100)
const warmUp = 20

const contract = `symbol optionKind strikeUsd bidPriceCoin bidPriceUsd bidIv askPriceCoin askPriceUsd askIv markPriceCoin
  markPriceUsd markIv greeks { delta gamma vega theta } openInterestCoin`
const subscriptions = {
  'tick, 9 fields': `subscription { marketData { seq asOf source freshness indexPriceUsd
    perpetual { bidPriceUsd askPriceUsd markPriceUsd fundingRate8h } } }`,
  'chain, 10 rows': `subscription { optionsChain(limit: 10) { seq asOf source freshness underlyingPriceUsd
    contracts { ${contract} } } }`,
}

interface Audience {
  readonly messageBytes: number
  /** Publishes once, and answers how long after the first client the last one had it, in milliseconds. */
  round(server: Forked): Promise<number>
  leave(): void
}

/** Connects everybody; ready when each has had its first event (`greeting` sockets get none). */
async function gather(url: string, query: string | null): Promise<Audience> {
  let onMessage = (_bytes: number) => {}
  const open = Array.from({ length: clients }, () => connect(url, query, (bytes) => onMessage(bytes)))
  const sockets = open.map(({ socket }) => socket)
  const messageBytes = Math.max(...(await Promise.all(open.map(({ ready }) => ready))))
  return {
    messageBytes,
    round: (server) =>
      new Promise((resolve) => {
        let missing = clients
        let firstAt = 0
        onMessage = () => {
          if (missing === clients) firstAt = performance.now()
          missing -= 1
          if (missing === 0) resolve(performance.now() - firstAt)
        }
        server.publish()
      }),
    leave: () => sockets.forEach((socket) => socket.terminate()),
  }
}

function connect(url: string, query: string | null, heard: (bytes: number) => void) {
  const socket = new WebSocket(url, query === null ? [] : ['graphql-transport-ws'])
  const ready = new Promise<number>((resolve) => {
    let greeted = false
    socket.on('open', () => (query === null ? resolve(0) : socket.send('{"type":"connection_init"}')))
    socket.on('message', (data: Buffer) => {
      if (data.includes('connection_ack')) {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      } else if (query !== null && !greeted) {
        greeted = true
        resolve(data.length)
      } else heard(data.length)
    })
  })
  return { socket, ready }
}

async function measure(server: Forked, audience: Audience) {
  for (let round = 0; round < warmUp; round += 1) await audience.round(server)
  const before = await server.cpuMicros()
  const spreads: number[] = []
  for (let round = 0; round < events; round += 1) spreads.push(await audience.round(server))
  const micros = ((await server.cpuMicros()) - before) / (events * clients)
  audience.leave()
  await server.end()
  return { micros, p50: quantile(spreads, 0.5), p99: quantile(spreads, 0.99) }
}

const rows = []
for (const [name, query] of Object.entries(subscriptions)) {
  const ours = await forkServer('bench/support/gammacast-server.ts')
  const audience = await gather(ours.url, query)
  const present = await measure(ours, audience)
  const floor = await forkServer('bench/support/raw-server.ts', [String(audience.messageBytes)])
  const raw = await measure(floor, await gather(floor.url, null))
  for (const [path, figures] of Object.entries({ 'raw ws loop': raw, 'execute per subscriber': present })) {
    rows.push({
      case: name,
      path,
      clients,
      bytes: audience.messageBytes,
      'CPU µs a delivery': rounded(figures.micros),
      'times raw': rounded(figures.micros / raw.micros),
      'first to last client p50 ms': rounded(figures.p50),
      'p99 ms': rounded(figures.p99),
    })
  }
}
report('delivery', rows)
process.exit()
