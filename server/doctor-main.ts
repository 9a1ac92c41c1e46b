import { processFacts } from './compose/process-facts.js'
import { processSettings } from './compose/process-settings.js'
import { sayFailure } from './compose/say-failure.js'
import { risksOf, type Risk } from './config/risks.js'
import { secretValues } from './config/secret-values.js'
import { Secrets } from './lib/secrets.js'

/** Says what is risky about the settings with which a server would start here. Ends with 1 where a risk is high. */
function main(): void {
  const { config, warnings } = processSettings(process.env)
  secrets.add(secretValues(config))
  const risks = risksOf(config, processFacts(process, config))
  for (const warning of warnings) console.log(`note  ${warning}`)
  for (const { level, settings, words } of risks) console.log(`${label(level)}  ${[...settings, ''].join(' ')}${words}`)
  const high = risks.filter(({ level }) => level === 'high').length
  console.log(`${high} high and ${risks.length - high} low risks. docs/deploy.md has the whole checklist.`)
  process.exitCode = high > 0 ? 1 : 0
}

const label = (level: Risk['level']) => (level === 'high' ? 'HIGH' : 'low ')

const secrets = new Secrets()

try {
  main()
} catch (error) {
  console.error(secrets.hide(sayFailure(error)))
  process.exitCode = 1
}
