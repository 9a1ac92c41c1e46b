import { indexTick, optionsEvent, update } from '../../tests/support/builders.js'
import { openMarket, ScriptedFeed, strikes, symbolOf } from '../../tests/support/scripted-feed.js'
import { startServer } from '../../tests/support/start-server.js'
import { serveParent, taskOfParent } from './forked.js'

/** Our server with a market that moves when told: the index, and every contract of the chain, changes each time. */
await taskOfParent()
const feed = new ScriptedFeed()
const { wsUrl } = await startServer({ feed })
openMarket(feed)

const symbols = strikes.flatMap((strike) => [symbolOf(strike, 'CALL'), symbolOf(strike, 'PUT')])
let step = 0
serveParent(wsUrl, () => {
  step += 1
  const now = Date.now()
  const values = { underlyingPriceUsd: 84_100 + step, markIv: 0.4 + (step % 100) / 1_000 }
  feed.say(
    indexTick(84_000 + step / 100, now),
    optionsEvent(
      symbols.map((symbol) => update(symbol, values, now)),
      now,
    ),
  )
})
