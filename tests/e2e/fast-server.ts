import { createApp } from '../../server/compose/app.js'
import { parseConfig } from '../../server/config/config.js'
import { createLogger } from '../../server/lib/logger.js'
import { shiftedClock } from '../support/shifted-clock.js'

/**
 * A server whose market runs sixty times as fast, so that its agents have traded within seconds. Says its URL. Takes the port
 * and the folder of its store.
 */
const speed = 60
const config = parseConfig({
  PORT: process.argv[2],
  DATA_DIR: process.argv[3],
  SIM_TICK_MS: String(250 * speed),
  SIM_CHAIN_MS: String(1_000 * speed),
  AGENT_INTERVAL_MS: String(500 * speed),
  SIM_WARMUP_HOURS: '0',
  LOG_LEVEL: 'silent',
})
const app = await createApp(config, { clock: shiftedClock(Date.now(), speed), log: createLogger('silent', false) })
console.log(app.url)
