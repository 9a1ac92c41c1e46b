import { existsSync } from 'node:fs'
import type * as AppModule from '../../server/compose/app.js'
import type * as ConfigModule from '../../server/config/config.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { indexTick, optionsEvent, update } from '../../tests/support/builders.js'
import { commitDecision } from '../../tests/support/commit-decision.js'
import { openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../../tests/support/scripted-feed.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { monotonicMs, type Ask, type Commands } from './commands.js'
import { pacer } from './pacer.js'

/** Our built server, with a market that moves and decisions that are made when told. It ends with its parent. */
const built = new URL('../../dist/modules/', import.meta.url)
if (!existsSync(built)) throw new Error('Run npm run build first')
const load = (file: string): Promise<unknown> => import(new URL(file, built).href)
const { createApp } = (await load('compose/app.js')) as typeof AppModule
const { parseConfig } = (await load('config/config.js')) as typeof ConfigModule

const data = temporaryDir()
process.once('exit', () => data[Symbol.dispose]())
process.once('disconnect', () => process.exit())
const feed = new ScriptedFeed()
/** The agent would make decisions of its own. */
const config = parseConfig({
  PORT: '0',
  LOG_LEVEL: 'error',
  AGENTS: 'momentum',
  AGENT_INTERVAL_MS: '3600000',
  DATA_DIR: data.path,
})
const { services, url } = await createApp(config, { feed })
const { bus, counts, journal } = services

/** The index of the last five minutes, so that an event may be as long as a reader likes. */
const historySeconds = 300
function historyOfIndex(): MarketEvent[] {
  const begun = Date.now() - historySeconds * 1_000
  return Array.from({ length: historySeconds }, (_, second) => {
    return indexTick(84_000 + (second * 1_013) / 97, begun + second * 1_000)
  })
}

feed.say(...historyOfIndex())
openMarket(feed)

const symbols = strikes.flatMap((strike) => [symbolOf(strike, 'CALL'), symbolOf(strike, 'PUT')])
let step = 0

/** One change of the market. The perpetual's last price is when it was published, by the clock of all processes. */
function change(): void {
  step += 1
  const now = Date.now()
  feed.say(indexTick(84_000 + step / 100, now), perpetualTick({ lastPriceUsd: monotonicMs() }, now))
  const values = { underlyingPriceUsd: 84_100 + step, markIv: 0.4 + (step % 100) / 1_000 }
  const updates = symbols.map((symbol) => update(symbol, values, now))
  feed.say(optionsEvent(updates, now))
}

const decide = () => commitDecision(services, { accountId: 'momentum', asOf: Date.now() })

let mostRssBytes = 0
setInterval(() => (mostRssBytes = Math.max(mostRssBytes, process.memoryUsage.rss())), 50).unref()

const publishing = pacer(change)
const deciding = pacer(() => void decide())
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const commands: Commands = {
  publish: ({ count, perSecond }) => publishing.run(perSecond, count),
  keepPublishing: (perSecond) => void publishing.run(perSecond),
  keepDeciding: (perSecond) => void deciding.run(perSecond),
  async stop() {
    publishing.stop()
    deciding.stop()
    // A chain is published 100 ms after the one before.
    await sleep(150)
  },
  figures() {
    const rssBytes = process.memoryUsage.rss()
    const { groups, members, sockets, conflated, closedAsSlow } = counts
    const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
    const readers = bus.readerCount()
    return { rssBytes, mostRssBytes, groups, members, sockets, conflated, closedAsSlow, readers, timers }
  },
  /** Collected until nothing more goes: what a first collection finalizes, the next one frees. */
  async heapBytesAfterCollection() {
    for (let time = 0; time < 5; time += 1) {
      globalThis.gc?.()
      await sleep(200)
    }
    return process.memoryUsage().heapUsed
  },
  async decisionIds() {
    const page = await journal.decisions.newestFirst({}, { limit: 100_000 })
    return typeof page === 'string' ? [] : page.items.map(({ id }) => id).reverse()
  },
}

process.on('message', ({ number, command, argument }: Ask) => {
  void Promise.resolve(commands[command](argument as never)).then((answer) => process.send?.({ number, answer }))
})
process.send?.({ url })
