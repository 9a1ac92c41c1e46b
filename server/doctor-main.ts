import { endlessAdminTokens } from './compose/endless-admin-tokens.js'
import { existingStore } from './compose/open-configured-store.js'
import { processFacts } from './compose/process-facts.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { startFaults } from './compose/start-faults.js'
import type { Config } from './config/config.js'
import type { Risk } from './config/risk.js'
import { risksOf } from './config/risks.js'
import { secretValues } from './config/secret-values.js'
import { systemClock } from './lib/clock.js'
import { Secrets } from './lib/secrets.js'

/**
 * Says what is risky about the settings with which a server would start here, and why it would not start. Ends with 1 where a
 * risk is high or no server would start.
 */
async function main(): Promise<void> {
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
