import { pino, type Logger as PinoLogger } from 'pino'

/** A structured log: an object of facts, then a short sentence. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Writes lines of JSON to standard output. `pretty`: lines for people. */
export function createLogger(level: LogLevel, pretty: boolean): Logger {
  if (!pretty) return pino({ level })
  const options = { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', sync: true }
  return pino({ level, transport: { target: 'pino-pretty', options } })
}
