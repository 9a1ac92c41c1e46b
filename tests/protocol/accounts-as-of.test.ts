import { getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { httpBot } from '../support/api/bot.js'
import { rootFields, schema } from '../support/private-accounts.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'
import { wholeSelection } from '../support/whole-selection.js'

const states = ['performance', 'positions', 'portfolio', 'openOrders'] as const
type Topic = (typeof states)[number]
const accounts = ['momentum', 'mean-reversion', 'vol-seller', 'buy-and-hold', 'trader', 'publisher'] as const

interface State {
  readonly seq: number
  readonly asOf: string | null
  readonly freshness: string
  readonly positions?: readonly unknown[]
}

/** What a subscriber saw, and when it came. */
interface Seen {
  readonly atMs: number
  readonly state: State
}

/** Between two ticks everything that one brought about is over. */
const tickMs = 2_000
const env = {
  AGENTS: 'momentum,mean-reversion,vol-seller,buy-and-hold',
  AGENT_INTERVAL_MS: '2000',
  EQUITY_SAMPLE_MS: '4000',
  SIM_TICK_MS: String(tickMs),
  SIM_CHAIN_MS: String(tickMs),
}
/** No event came so long before and after a moment that is compared. */
const [quietBeforeMs, quietAfterMs] = [50, 900]

const dir = temporaryDir()
const seen = new Map<string, Seen[]>()
const moments: number[] = []
let server: TestServer

const fieldNamed = (name: string) => rootFields('query').find((field) => field.name === name) ?? expect.fail()
const allOf = (name: string) => wholeSelection(schema, getNamedType(fieldNamed(name).type))

const start = () => startServer({ log: createLogger('error', false) }, { ...env, DATA_DIR: dir.path })

/** Follows the states of an account until the server ends. */
async function follow(topic: Topic, account: string): Promise<void> {
  const kept = seen.get(`${topic} ${account}`) ?? []
  seen.set(`${topic} ${account}`, kept)
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('s', `subscription { ${topic}(account: "${account}") ${allOf(topic)} }`)
  for (;;) {
    const data = await socket.nextData<Record<Topic, State>>('s').catch(() => null)
    if (data === null) return
    kept.push({ atMs: Date.now(), state: data[topic] })
  }
}

/** A moment of late at which nothing was going on, after a time. Null: there was none. */
function quietMoment(sinceMs: number): number | null {
  const times = [...seen.values()].flatMap((kept) => kept.slice(-4).map(({ atMs }) => atMs))
  const now = Date.now() - quietAfterMs
  for (let atMs = now; atMs > Math.max(now - tickMs, sinceMs); atMs -= 10)
    if (times.every((time) => time < atMs - quietBeforeMs || time > atMs + quietAfterMs)) return atMs
  return null
}

async function liveFor(count: number, act: (done: number) => Promise<void>): Promise<void> {
  const startedMs = Date.now()
  const following = accounts.flatMap((account) => states.map((topic) => follow(topic, account)))
  const enough = moments.length + count
  // An account that is new, or that a start has opened, is first valued with the next tick.
  const isFollowed = () =>
    [...seen].every(([what, kept]) => {
      const last = kept.at(-1)
      return last && last.atMs >= startedMs && (last.state.freshness === 'LIVE' || what.endsWith(' publisher'))
    })
  await until(() => Promise.resolve(isFollowed()), Boolean)
  const sinceMs = Date.now()
  for (let done = 0; moments.length < enough; done += 1) {
    await new Promise((resolve) => setTimeout(resolve, tickMs))
    await act(done)
    const moment = quietMoment(sinceMs)
    if (moment !== null) moments.push(moment + Math.random())
  }
  // What was heard last ends the recording.
  const last = () => seen.get('performance buy-and-hold')?.at(-1)?.atMs ?? 0
  const lastMs = last()
  await until(
    () => Promise.resolve(last()),
    (heardMs) => heardMs > lastMs,
  )
  await server[Symbol.asyncDispose]()
  await Promise.all(following)
}

beforeAll(async () => {
  server = await start()
  const [trader, publisher] = await Promise.all(['trader', 'publisher'].map((account) => server.mint(account)))
  const [trading, publishing] = [httpBot(server, trader ?? ''), httpBot(server, publisher ?? '')]
  await until(
    () => Promise.resolve(server.app.services.live.market.marketData('BTC')?.freshness),
    (freshness) => freshness === 'LIVE',
  )
  await trading.do('openAccount')
  await publishing.do('publishPerformance', { asOf: new Date().toISOString(), totalReturnPct: 12 })
  const order = (fields: object) => trading.do('placeOrder', { symbol: 'BTC-PERPETUAL', ...fields })
  await liveFor(6, async (done) => {
    if (done === 1) await order({ side: 'BUY', type: 'MARKET', quantityCoin: 0.1, leverage: 2 })
    if (done === 2)
      await order({ side: 'BUY', type: 'LIMIT', limitPriceUsd: 1_000, quantityCoin: 0.1, timeInForce: 'GTC' })
    if (done === 3) await publishing.do('publishPerformance', { asOf: new Date().toISOString(), totalReturnPct: 13 })
    if (done === 4) await order({ side: 'SELL', type: 'MARKET', quantityCoin: 0.05, leverage: 2 })
  })
  server = await start()
  await liveFor(4, () => Promise.resolve())
  server = await start()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  dir[Symbol.dispose]()
})

const iso = (ms: number) => new Date(ms).toISOString()

/** What a subscriber saw last by then. */
function lastSeen(topic: Topic, account: string, atMs: number): State | undefined {
  return seen.get(`${topic} ${account}`)?.findLast((one) => one.atMs <= atMs)?.state
}

describe('accounts as of a moment', () => {
  it('are what subscribers saw at that moment, in every field, also before a restart and after it', async () => {
    expect(moments).toHaveLength(10)
    let compared = 0
    for (const atMs of moments)
      for (const account of accounts)
        for (const topic of states) {
          const what = `${topic} of ${account} at ${iso(atMs)}`
          const query = `{ past: ${topic}(account: "${account}", at: "${iso(atMs)}") ${allOf(topic)} }`
          const { data, errors } = await ask<{ past: State }>(server.httpUrl, query)
          expect(errors, what).toBeUndefined()
          const saw = lastSeen(topic, account, atMs)
          if (!saw || !data) throw new Error(`Nobody saw ${what}`)
          // A subscriber hears nothing while nothing changes but the time, or what is said of the account.
          const unsaid = { seq: 0, asOf: 0, account: 0 }
          expect({ ...data.past, ...unsaid }, what).toEqual({ ...saw, ...unsaid })
          expect(Date.parse(data.past.asOf ?? iso(0))).toBeGreaterThanOrEqual(Date.parse(saw.asOf ?? iso(0)))
          compared += 1
        }
    expect(compared).toBe(10 * accounts.length * states.length)
  })
})
