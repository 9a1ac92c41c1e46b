import type { App } from './app.js'
import { createApp } from './app.js'
import { ConfigError } from './config/config.js'
import type { Log } from './lib/logger.js'
import { createLogger } from './lib/logger.js'
import { processSettings } from './process-settings.js'
import { StartError } from './start-error.js'

/** Past this the process ends even if something still hangs. */
const exitDeadlineMs = 14_000

async function main(): Promise<void> {
  const { config, warnings } = processSettings(process.env)
  const log = createLogger(config.logLevel, process.stdout.isTTY)
  for (const warning of warnings) log.warn({}, warning)
  const app = await createApp(config, { log })
  log.info(
    { feed: app.feedName, store: app.storePlace },
    `Gammacast ${app.services.version} is up: ${dashboardOf(app)}, GraphiQL and API ${app.url}graphql, feed ${app.feedName}, accounts kept in ${app.storePlace}`,
  )
  let leaving: Promise<void> | null = null
  const onSignal = (signal: string) => void (leaving ??= leave(app, log, signal))
  process.on('SIGTERM', onSignal)
  // A second Ctrl-C does not wait.
  process.once('SIGINT', onSignal)
}

function dashboardOf({ url, servesDashboard }: App): string {
  const elsewhere = 'no dashboard here (npm run build makes it; with npm run dev it is at the address that Vite says)'
  return servesDashboard ? `dashboard ${url}` : elsewhere
}

async function leave(app: App, log: Log, signal: string): Promise<void> {
  log.info({ signal }, 'Stopping: clients are asked to come back later')
  setTimeout(() => process.exit(1), exitDeadlineMs).unref()
  await app[Symbol.asyncDispose]()
  log.info({}, 'Stopped')
  process.exitCode = 0
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof StartError
  console.error(expected ? error.message : error)
  process.exitCode = 1
})
