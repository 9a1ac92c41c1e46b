import { inspect } from 'node:util'
import { ConfigError } from '../config/config.js'
import { StartError } from './start-error.js'

/** Why a process ends, for people. Of an error that nobody expected, all that there is. */
export function sayFailure(error: unknown): string {
  return error instanceof ConfigError || error instanceof StartError ? error.message : inspect(error)
}
