import { existsSync, readFileSync } from 'node:fs'
import { ConfigError, parseConfig, type Config } from '../config/config.js'
import { readEnvFile, type EnvFile } from '../config/env-file.js'
import { foreignSettings } from '../config/foreign-settings.js'
import { StartError } from './start-error.js'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The configuration of a process, from its environment and the `.env` of its folder. `warnings` has a sentence for each
 * variable that looks like a setting and is not one. Throws a `ConfigError`, or a `StartError` if `.env` cannot be
 * read.
 */
export function processSettings(environment: Environment): {
  readonly config: Config
  readonly warnings: readonly string[]
} {
  const { values: envFile, warnings: ofLines } = envFileHere()
  const warnings = [...ofLines, ...foreignSettings({ environment, envFile })]
  try {
    return { config: parseConfig({ ...envFile, ...environment }), warnings }
  } catch (error) {
    throw error instanceof ConfigError ? new ConfigError(error.faults, warnings) : error
  }
}

function envFileHere(): EnvFile {
  try {
    return readEnvFile(existsSync('.env') ? readFileSync('.env', 'utf8') : '')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StartError(`The file .env in this folder cannot be read: ${why}. Let this user read it, or remove it.`)
  }
}
