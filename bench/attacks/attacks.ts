import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { constants, deflateRawSync } from 'node:zlib'
import { getIntrospectionQuery } from 'graphql'
import type { Account } from '../../server/domain/account.js'
import { openStore } from '../../server/storage/open-store.js'
import { SqliteDatabase } from '../../server/storage/sqlite/sqlite-database.js'
import { account, newDecision } from '../../tests/support/store/records.js'
import { sleep, times } from '../soak/waiting.js'
import { clientFrame } from '../support/frame-reader.js'
import { ask, endOf, endOfRaw, initialized, openSocket, rawConnection, rawSocket, Tally } from './tools.js'

export interface Attack {
  /** What the store holds before. */
  readonly prepare?: (dataDir: string) => Promise<void>
  /** Attacks; what became of it, in words. */
  run(url: URL): Promise<string>
}

/** An account that has no books here. */
const published: Account = { ...account('a'), kind: 'PUBLISHED', agent: null, source: 'PUBLISHED' }

const unique = () => randomBytes(6).toString('hex')

/** Something done so many times, so many at once. */
async function tried(count: number, atOnce: number, one: (index: number) => Promise<string>): Promise<string> {
  const tally = new Tally()
  await times(count, atOnce, async (index) => tally.add(await one(index)))
  return String(tally)
}

const subscribe = (payload: object, id = unique()) => JSON.stringify({ id, type: 'subscribe', payload })

/** Fills one socket with what it is told, and says how it ended. */
async function onOneSocket(url: URL, count: number, message: (index: number) => string): Promise<string> {
  const socket = await initialized(url)
  if (typeof socket === 'string') return socket
  const tally = new Tally()
  socket.on('message', (data: Buffer) => tally.add(/"code":"(\w+)"/.exec(data.toString())?.[1] ?? 'message'))
  for (let index = 0; index < count && socket.readyState === socket.OPEN; index += 1) {
    socket.send(message(index))
    if (index % 20 === 0) await sleep(10)
  }
  await sleep(2_000)
  return `${String(tally)}; ${await endOf(socket, 1_000)}`
}

async function withLongDecisions(dataDir: string): Promise<void> {
  await using store = await openStore({ dataDir, now: Date.now })
  await store.journal.commit({ accountId: 'a', open: published })
  const reasoning = 'Long. '.repeat(1_600)
  await store.journal.commit({
    accountId: 'a',
    decisions: Array.from({ length: 1_000 }, () => newDecision({ reasoning })),
  })
}

const rows = 500_000

async function withManyDecisions(dataDir: string): Promise<void> {
  await using store = await openStore({ dataDir, now: Date.now })
  await store.journal.commit({ accountId: 'a', open: published })
  await using database = new SqliteDatabase(join(dataDir, 'gammacast.db'))
  await database.transaction((session) =>
    session.run(
      `INSERT INTO decisions (id, account_id, seq, symbol, action, outcome, outcome_as_made, recorded_at, body)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
       SELECT 'd' || i, 'a', i, 'BTC-PERPETUAL', 'HOLD', 'STOP', NULL, i, '{}' FROM n`,
    ),
  )
}

const hosts = ['localhost:99999999', '[', '%', '[::1', 'a b', '\u00e9', 'x'.repeat(4_000), ':80', '127.0.0.1:-1', '']

export const attacks: Readonly<Record<string, Attack>> = {
  'valid documents': {
    run: (url) => tried(2_500, 8, () => ask(url, `{ marketData { seq } } # ${unique()}${'x'.repeat(92_000)}`)),
  },
  'wrong documents': {
    run: (url) => tried(2_500, 8, () => ask(url, `{ nothing${unique()}(a: "${'x'.repeat(92_000)}") }`)),
  },
  'operations kept by a socket': {
    run: (url) =>
      onOneSocket(url, 3_000, () =>
        subscribe({
          query: `subscription ($x: ID) { newDecision(after: $x) { id } } #${'x'.repeat(30_000)}`,
          variables: { y: 'y'.repeat(30_000) },
        }),
      ),
  },
  'connection_init of 60 kB': {
    run: (url) =>
      tried(1_000, 50, async () => {
        const socket = await openSocket(url)
        if (typeof socket === 'string') return socket
        socket.send(JSON.stringify({ type: 'connection_init', payload: { x: 'x'.repeat(60_000) } }))
        return endOf(socket, 3_000)
      }),
  },
  'fragments of a byte': {
    run: (url) =>
      tried(216, 216, async () => {
        const socket = await rawSocket(url)
        const first = Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x20])
        const next = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x20])
        socket.write(Buffer.concat([first, ...Array.from({ length: 15_999 }, () => next)]))
        return endOfRaw(socket, 30_000)
      }),
  },
  'frames of 99 MiB': {
    run: (url) =>
      tried(100, 100, async () => {
        const socket = await rawSocket(url)
        const head = Buffer.alloc(14)
        head.writeUInt8(0x81, 0)
        head.writeUInt8(0xff, 1)
        head.writeBigUInt64BE(BigInt(99 * 1_048_576), 2)
        socket.write(head)
        for (let sent = 0; sent < 99 && !socket.destroyed; sent += 1) socket.write(Buffer.alloc(1_048_576))
        return endOfRaw(socket, 30_000)
      }),
  },
  'long pages that nobody reads': {
    prepare: withLongDecisions,
    run(url) {
      const page = (alias: string) =>
        `${alias}: decisions(account: "a", first: 1000) { edges { node { id reasoning } } }`
      const query = `{ ${['a', 'b', 'c', 'd', 'e'].map(page).join(' ')} }`
      return tried(100, 100, () => ask(url, query, { read: false }))
    },
  },
  'a page of 1 MB that nobody reads': {
    prepare: withLongDecisions,
    run: (url) =>
      tried(200, 200, () =>
        ask(url, '{ decisions(account: "a", first: 100) { edges { node { id reasoning } } } }', { read: false }),
      ),
  },
  'duplicate fields': {
    run: (url) => onOneSocket(url, 200, () => subscribe({ query: `{ marketData { ${'seq '.repeat(500)} } }` })),
  },
  'unknown fields': {
    run(url) {
      const fields = Array.from({ length: 900 }, (_, index) => `f${index}`).join(' ')
      return onOneSocket(url, 200, () => subscribe({ query: `{ marketData { ${fields} } }` }))
    },
  },
  'subscriptions that differ in an alias': {
    run: (url) =>
      onOneSocket(url, 1_000, (index) =>
        subscribe({ query: `subscription { a${index}: optionsChain(limit: 50) { seq contracts { symbol markIv } } }` }),
      ),
  },
  introspections: {
    run: (url) => onOneSocket(url, 1_000, () => subscribe({ query: getIntrospectionQuery() })),
  },
  'filters that find nothing': {
    prepare: withManyDecisions,
    run(url) {
      const page = (_: unknown, index: number) =>
        `a${index}: decisions(account: "a", action: HOLD, outcome: TARGET, symbol: "BTC-PERPETUAL", first: 1) { edges { cursor } }`
      const query = `{ ${Array.from({ length: 15 }, page).join(' ')} }`
      return tried(20, 4, () => ask(url, query))
    },
  },
  'moments of the past': {
    run(url) {
      const aMoment = () => new Date(Date.now() - 1_000 - Math.random() * 100_000).toISOString()
      const chain = (alias: string) => `${alias}: optionsChain(at: "${aMoment()}") { contracts { symbol } }`
      return tried(200, 100, () => ask(url, `{ ${['a', 'b', 'c', 'd'].map(chain).join(' ')} }`))
    },
  },
  'odd hosts': {
    run: (url) =>
      tried(1_000, 20, async (index) => {
        const socket = await rawConnection(url)
        const host = hosts[index % hosts.length] ?? ''
        const upgrade = index % 2 === 0 ? 'Connection: Upgrade\r\nUpgrade: websocket\r\n' : ''
        socket.write(`GET /graphql HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: 203.0.113.7\r\n${upgrade}\r\n`)
        const line = await new Promise<string>((resolve) => {
          socket.once('data', (data: Buffer) => resolve(data.toString().slice(9, 12)))
          socket.once('close', () => resolve('closed'))
        })
        socket.destroy()
        return line
      }),
  },
  'compressed messages that are no operation': {
    run(url) {
      const payload = { a: Array.from({ length: 21_000 }, () => ({})) }
      const frames = ['complete', 'ping', 'pong'].map((type) => deflatedFrames({ type, payload }))
      return tried(600, 40, (index) => flooded(url, frames[index % frames.length] ?? (() => Buffer.alloc(0))))
    },
  },
  'compressed operations over the rate': {
    run(url) {
      const payload = { query: '{ status { version } }', variables: { a: 'a'.repeat(64_000) } }
      const frame = deflatedFrames({ type: 'subscribe', payload })
      return tried(600, 40, () => flooded(url, frame))
    },
  },
  'silent connections': {
    run: (url) => tried(1_000, 1_000, async () => endOfRaw(await rawConnection(url), 30_000)),
  },
  'slow headers': {
    run: (url) =>
      tried(1_000, 1_000, (index) => slowly(url, 'GET / HTTP/1.1\r\nHost: localhost\r\n', `X-${index}: 1\r\n`)),
  },
  'slow bodies': {
    run: (url) =>
      tried(1_000, 1_000, () =>
        slowly(url, 'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n', ' '),
      ),
  },
  'sockets that never initialize': {
    run: (url) =>
      tried(5_000, 500, async () => {
        const socket = await openSocket(url)
        return typeof socket === 'string' ? socket : endOf(socket, 20_000)
      }),
  },
}

/** Sends a socket 6,000 messages, as many as it may in a minute, and says how it ended. */
async function flooded(url: URL, frame: () => Buffer): Promise<string> {
  const socket = await rawSocket(url, 'Sec-WebSocket-Extensions: permessage-deflate')
  for (let sent = 0; sent < 6_000 && !socket.destroyed; sent += 100) {
    socket.write(Buffer.concat(Array.from({ length: 100 }, frame)))
    await sleep(10)
  }
  return endOfRaw(socket, 10_000)
}

/** Text frames of a message with an id of its own in each: the id in a stored block, the rest compressed once (RFC 1951, RFC 7692). */
function deflatedFrames(message: object): () => Buffer {
  const rest = deflateRawSync(JSON.stringify(message).slice(1), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
  return () => {
    const start = Buffer.from(`{"id":"${unique()}",`)
    const block = Buffer.from([0, start.length, 0, ~start.length & 0xff, 0xff])
    const frame = clientFrame(1, Buffer.concat([block, start, rest]))
    frame[0] = 0xc1
    return frame
  }
}

/** Sends the beginning, and then a little every second. */
async function slowly(url: URL, begin: string, drop: string): Promise<string> {
  const socket = await rawConnection(url)
  socket.write(begin)
  const timer = setInterval(() => socket.write(drop), 1_000)
  const end = await endOfRaw(socket, 30_000)
  clearInterval(timer)
  return end
}
