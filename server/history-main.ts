import { history } from './compose/history/history.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { userFolder } from './compose/user-folder.js'
import { secretValues } from './config/secret-values.js'
import { systemClock } from './lib/clock.js'
import { Secrets } from './lib/secrets.js'

const stop = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort(new Error(name)))

const secrets = new Secrets()

/** Ends with 1 where something is wrong, and with 130 where it was stopped. */
async function main(): Promise<void> {
  const { stdout, stderr } = process
  const parts = {
    config,
    clock: systemClock,
    userFolder: userFolder('history', process),
    terminal: stderr,
    say: (text: string) => stdout.write(`${text}\n`),
  }
  await history(process.argv.slice(2), parts, stop.signal)
}

/** The settings of the server, so that it is about the same store. */
function config() {
  const { config: settings, warnings } = processSettings(process.env)
  secrets.add(secretValues(settings))
  for (const warning of warnings) console.error(warning)
  return settings
}

main().catch((error: unknown) => {
  console.error(secrets.hide(sayFailure(error)))
  process.exitCode = stop.signal.aborted ? 130 : 1
})
