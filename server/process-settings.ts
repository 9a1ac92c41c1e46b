import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Config } from './config/config.js'
import { parseConfig } from './config/config.js'
import { foreignSettings } from './config/foreign-settings.js'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The configuration of a process, from its environment and the `.env` of its folder, and a sentence for each variable
 * that looks like a setting and is none. Throws a `ConfigError`.
 */
export function processSettings(environment: Environment): {
  readonly config: Config
  readonly warnings: readonly string[]
} {
  const envFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return {
    config: parseConfig({ ...envFile, ...environment }),
    warnings: foreignSettings({ environment, envFile }),
  }
}
