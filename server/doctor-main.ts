import { endlessAdminTokens } from './compose/endless-admin-tokens.js'
import { existingStore } from './compose/open-configured-store.js'
import { processFacts } from './compose/process-facts.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { StartError } from './compose/start-error.js'
import { startFaults } from './compose/start-faults.js'
import { asksForHelp, readOrSayUsage } from './compose/usage.js'
import type { Config } from './config/config.js'
import type { Risk } from './config/risk.js'
import { risksOf } from './config/risks.js'
import { secretValues } from './config/secret-values.js'
import { systemClock } from './lib/clock.js'
import { Secrets } from './lib/secrets.js'

const usage = `Usage: npm run doctor
It takes no arguments: the settings are environment variables and the file .env, as .env.example lists them. It says what is
risky about them and why no server would start with them, and then ends with 1; docs/deploy.md has the whole checklist.`

/**
 * Says what is risky about the settings with which a server would start here, and why it would not start. Ends with 1 where a
 * risk is high or no server would start.
 */
async function main(): Promise<void> {
  const args = process.argv.slice(2)
  if (asksForHelp(args)) return console.log(usage)
  readOrSayUsage(usage, () => takeNothing(args))
  const { config, warnings } = processSettings(process.env)
  secrets.add(secretValues(config))
  const faults = [...(await startFaults(config))]
  const facts = await processFacts(process, config, systemClock.now())
  const adminTokens = await lookedUp(config, faults)
  const risks = risksOf(config, { ...facts, endlessAdminTokens: adminTokens })
  for (const warning of warnings) say(`note  ${warning}`)
  for (const fault of faults) say(`STOP  No server starts like this. ${fault}`)
  for (const { level, settings, words } of risks) say(`${label(level)}  ${[...settings, ''].join(' ')}${words}`)
  const high = risks.filter(({ level }) => level === 'high').length
  say(`${high} high and ${risks.length - high} low risks. docs/deploy.md has the whole checklist.`)
  process.exitCode = high > 0 || faults.length > 0 ? 1 : 0
}

/** Somebody may have meant the value of a setting, which may be secret. */
function takeNothing(args: readonly string[]): void {
  if (args.length > 0) throw new StartError('npm run doctor: it takes no arguments')
}

async function lookedUp(config: Config, faults: string[]): Promise<number | null> {
  if (faults.length > 0) return null
  try {
    await using store = await existingStore(config, systemClock)
    return store && (await endlessAdminTokens(store.tokens))
  } catch (error) {
    faults.push(sayFailure(error))
    return null
  }
}

const label = (level: Risk['level']) => (level === 'high' ? 'HIGH' : 'low ')

const secrets = new Secrets()

const say = (line: string) => console.log(secrets.hide(line))

main().catch((error: unknown) => {
  console.error(secrets.hide(sayFailure(error)))
  process.exitCode = 1
})
