import { existsSync } from 'node:fs'
import type * as App from '../../server/compose/app.js'
import type * as Config from '../../server/config/config.js'
import { systemClock, type Clock } from '../../server/lib/clock.js'
import { indexTick, optionsEvent, update } from '../../tests/support/builders.js'
import { openMarket, ScriptedFeed, strikes, symbolOf } from '../../tests/support/scripted-feed.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { serveParent, taskOfParent } from './forked.js'
import { limitsWith } from './guards.js'

/**
 * Our server with a market that moves when told: the index, or every contract of the chain, or both, as asked. It is
 * the built one, for what tsx makes of the sources is slower. Built by `npm run bench`.
 */
const built = new URL('../../dist/modules/', import.meta.url)
if (!existsSync(built)) throw new Error('Run npm run build first')
const load = (file: string): Promise<unknown> => import(new URL(file, built).href)
const { createApp } = (await load('compose/app.js')) as typeof App
const { parseConfig } = (await load('config/config.js')) as typeof Config

const { moves = { index: true, options: true }, guards } = await taskOfParent()
const feed = new ScriptedFeed()
/** A chain is published at most every 100 ms: those pass in one, lest every server cool down in the pauses. */
const clock: Clock = { now: () => Date.now(), sleep: (ms, signal) => systemClock.sleep(ms <= 100 ? 1 : ms, signal) }
const data = temporaryDir()
process.once('exit', () => data[Symbol.dispose]())
const own = { PORT: '0', LOG_LEVEL: 'error', AGENTS: 'momentum', DATA_DIR: data.path }
const config = parseConfig({ ...own, ...guards?.settings })
const limits = guards ? limitsWith(guards, config.limits) : config.limits
const app = await createApp({ ...config, limits }, { feed, clock })
openMarket(feed)

const symbols = strikes.flatMap((strike) => [symbolOf(strike, 'CALL'), symbolOf(strike, 'PUT')])
let step = 0
serveParent(`${app.url.replace('http', 'ws')}graphql`, () => {
  step += 1
  const now = Date.now()
  const values = { underlyingPriceUsd: 84_100 + step, markIv: 0.4 + (step % 100) / 1_000 }
  if (moves.index) feed.say(indexTick(84_000 + step / 100, now))
  if (!moves.options) return
  feed.say(
    optionsEvent(
      symbols.map((symbol) => update(symbol, values, now)),
      now,
    ),
  )
})
