import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { createApp, type App } from './compose/app.js'
import { processFacts } from './compose/process-facts.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { asksForHelp } from './compose/usage.js'
import { risksOf } from './config/risks.js'
import { secretValues } from './config/secret-values.js'
import { systemClock } from './lib/clock.js'
import { createLogger, type Logger } from './lib/logger.js'
import { Secrets } from './lib/secrets.js'

/**
 * V8 lets a small heap grow to four times of what lives in it before it collects all its garbage: 200 MB for 50 MB. At twice, the
 * process takes some 5 % more time, and what strangers send has to fit into less.
 */
setFlagsFromString('--heap-growing-percent=100')

const usage = `Usage: npm start
The settings are environment variables and the file .env, as .env.example lists them; "npm run doctor" says what is risky
about them. README.md says how to go on.`

/** After this time the process ends even if something still hangs. */
const exitDeadlineMs = 14_000

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (asksForHelp(args)) return console.log(usage)
  const { config, warnings } = processSettings(process.env)
  secrets.add(secretValues(config))
  const log = createLogger(config.logLevel, process.stdout.isTTY, secrets.hide)
  for (const warning of warnings) log.warn({}, warning)
  const risks = risksOf(config, await processFacts(process, config, systemClock.now()))
  // A folder that others can read may have been made long ago, for something else.
  const told = risks.filter(({ level, settings }) => level === 'high' || settings.includes('DATA_DIR'))
  for (const { settings, words } of told) log.warn({ settings }, `${words} "npm run doctor" says more.`)
  const { dashboard: dashboardUrl, ignored } = argumentsOf(args)
  for (const argument of ignored) log.warn({}, `${argument} is ignored; .env.example lists the settings`)
  let running: App | null = null
  let leaving: Promise<void> | null = null
  function stop(app: App, exitCode: number): void {
    leaving ??= leave(app, log, exitCode).catch((error: unknown) => {
      log.error({ err: error }, 'Not everything was stopped as it should be')
      process.exitCode = 1
    })
  }
  const onTakenOver = () => {
    log.error({}, 'Another server has taken over the store; this one ends')
    if (running === null) process.exit(1)
    stop(running, 1)
  }
  const onSignal = (signal: string) => {
    if (leaving) return
    // It may wait for the store for days.
    if (running === null) process.exit(0)
    log.info({ signal }, 'Stopping: clients are asked to come back later')
    stop(running, 0)
  }
  process.on('SIGTERM', onSignal)
  // The process does not catch a second Ctrl-C, so that one ends it at once.
  process.once('SIGINT', onSignal)
  const app = await createApp(config, { log, onTakenOver, ...(dashboardUrl !== undefined && { dashboardUrl }) })
  running = app
  log.info(
    { feed: app.feedName, store: app.storePlace },
    `Gammacast ${app.services.version} is up: ${dashboardOf(app)}, GraphiQL and API ${app.url}graphql, feed ${app.feedName}, accounts kept in ${app.storePlace}`,
  )
}

interface Arguments {
  /** Where another serves the dashboard. */
  readonly dashboard: string | undefined
  /** In words. */
  readonly ignored: readonly string[]
}

function argumentsOf(args: string[]): Arguments {
  const { values, positionals } = parseArgs({ args, options: { dashboard: { type: 'string' } }, strict: false })
  const { dashboard, ...others } = values
  return {
    dashboard: typeof dashboard === 'string' ? dashboard : undefined,
    // Somebody may have meant the value of a setting, which may be secret.
    ignored: [
      ...Object.keys(others).map((name) => `The argument --${name}`),
      ...(positionals.length > 0 ? ['An argument that does not begin with --'] : []),
    ],
  }
}

function dashboardOf({ dashboardUrl }: App): string {
  return dashboardUrl === null ? 'no dashboard here (npm run build makes it)' : `dashboard ${dashboardUrl}`
}

async function leave(app: App, log: Logger, exitCode: number): Promise<void> {
  setTimeout(() => process.exit(1), exitDeadlineMs).unref()
  await app[Symbol.asyncDispose]()
  log.info({}, 'Stopped')
  process.exitCode = exitCode
}

const secrets = new Secrets()

process.once('uncaughtException', (error) => {
  console.error(secrets.hide(sayFailure(error)))
  process.exit(1)
})

main().catch((error: unknown) => {
  console.error(secrets.hide(sayFailure(error)))
  process.exitCode = 1
})
