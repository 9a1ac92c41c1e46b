import { pino, type Logger as PinoLogger } from 'pino'
import { withoutTokens } from './bearer-token.js'

/** A structured log: an object of facts, then a short sentence. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Writes lines of JSON to standard output, without what `hide` takes out of them. `pretty`: lines for people. */
export function createLogger(level: LogLevel, pretty: boolean, hide = withoutTokens): Logger {
  const hooks = { streamWrite: hide }
  if (!pretty) return pino({ level, hooks })
  const options = { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', sync: true }
  return pino({ level, hooks, transport: { target: 'pino-pretty', options } })
}
