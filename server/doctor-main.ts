import { processFacts } from './compose/process-facts.js'
import { processSettings } from './compose/process-settings.js'
import { StartError } from './compose/start-error.js'
import { ConfigError } from './config/config.js'
import { risksOf, type Risk } from './config/risks.js'

/** Says what is risky about the settings with which a server would start here. Ends with 1 where a risk is high. */
function main(): void {
  const { config, warnings } = processSettings(process.env)
  const risks = risksOf(config, processFacts(process, config))
  for (const warning of warnings) console.log(`note  ${warning}`)
  for (const { level, settings, words } of risks) console.log(`${label(level)}  ${[...settings, ''].join(' ')}${words}`)
  const high = risks.filter(({ level }) => level === 'high').length
  console.log(`${high} high and ${risks.length - high} low risks. docs/deploy.md has the whole checklist.`)
  process.exitCode = high > 0 ? 1 : 0
}

const label = (level: Risk['level']) => (level === 'high' ? 'HIGH' : 'low ')

try {
  main()
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof StartError
  console.error(expected ? error.message : error)
  process.exitCode = 1
}
