import { backtest } from './compose/backtest/backtest.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { userFolder } from './compose/user-folder.js'
import type { Config } from './config/config.js'
import { secretValues } from './config/secret-values.js'
import { systemClock } from './lib/clock.js'
import { createLogger } from './lib/logger.js'
import { Secrets } from './lib/secrets.js'

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(name)))

/** Ends with 1 where the arguments are wrong or the run failed, and with 130 where it was stopped: it then leaves nothing. */
async function main(): Promise<void> {
  const { stdout, stderr } = process
  const say = (text: string) => stdout.write(`${text}\n`)
  const log = createLogger('error', false, undefined, stderr)
  const parts = {
    nowMs: systemClock.now(),
    userFolder: userFolder('backtest', process),
    realNow: () => performance.now(),
    settings,
    terminal: stderr,
    say,
    log,
  }
  await backtest(process.argv.slice(2), parts, stop.signal)
}

const secrets = new Secrets()

/** Warnings about settings are those of the server. */
function settings(): Config {
  const { config } = processSettings(process.env)
  secrets.add(secretValues(config))
  return config
}

main().catch((error: unknown) => {
  console.error(stop.signal.aborted ? 'Stopped: nothing was written' : secrets.hide(sayFailure(error)))
  process.exitCode = stop.signal.aborted ? 130 : 1
})
