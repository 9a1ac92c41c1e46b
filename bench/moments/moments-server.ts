import { existsSync } from 'node:fs'
import type * as AppModule from '../../server/compose/app.js'
import type * as ConfigModule from '../../server/config/config.js'
import { msPerMinute } from '../../server/domain/units.js'
import type { CommandKind, CommandOf, Wishes } from '../../server/trading/brokerage.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { callOf } from '../../tests/support/trading/desk.js'
import { recordMarket, seed, segmentMs } from '../replay/record-market.js'
import { flag } from '../support/flags.js'
import { serveParent, taskOfParent } from '../support/forked.js'

/**
 * The built server with the simulated market at its usual pace, the agents and `--accounts=1000` others with a position each. What the
 * market was for `--minutes=20` before is recorded.
 */
const built = new URL('../../dist/modules/', import.meta.url)
if (!existsSync(built)) throw new Error('Run npm run build first')
const load = (file: string): Promise<unknown> => import(new URL(file, built).href)
const { createApp } = (await load('compose/app.js')) as typeof AppModule
const { parseConfig } = (await load('config/config.js')) as typeof ConfigModule

const minutes = flag('minutes', 20)
const accounts = flag('accounts', 1_000)
await taskOfParent()
const data = temporaryDir()
process.once('exit', () => data[Symbol.dispose]())
const toMs = Math.floor(Date.now() / segmentMs) * segmentMs - segmentMs
await recordMarket(data.path, { fromMs: toMs - minutes * msPerMinute, toMs })
const own = { PORT: '0', LOG_LEVEL: 'warn', DATA_DIR: data.path, SIM_SEED: seed, SIM_WARMUP_HOURS: '0' }
const { services, url } = await createApp(parseConfig(own))
const { live, brokerage } = services
while (live.market.marketData('BTC')?.freshness !== 'LIVE') await new Promise((resolve) => setTimeout(resolve, 20))

async function does<K extends CommandKind>(accountId: string, kind: K, wish: Wishes[K]): Promise<void> {
  const command = { ...callOf(accountId), kind, wish } as CommandOf<K>
  const answer = await brokerage.carryOut(command, () => true)
  if (!('done' in answer)) throw new Error(`${kind} was refused: ${JSON.stringify(answer)}`)
}

for (let number = 0; number < accounts; number += 1) {
  const id = `bench-${number}`
  await does(id, 'openAccount', { name: `Bench ${number}`, depositUsd: 100_000 })
  await does(id, 'placeOrder', {
    symbol: 'BTC-PERPETUAL',
    side: 'BUY',
    type: 'MARKET',
    timeInForce: 'GTC',
    quantityUsd: 20_000,
    limitPriceUsd: null,
    limitPriceCoin: null,
    reduceOnly: false,
    leverage: 2,
    stopLossUsd: null,
    profitTargetUsd: null,
    trailingStop: null,
    invalidation: null,
    invalidationRule: null,
  })
}

serveParent(url, () => {})
