import { pino, type Logger as PinoLogger } from 'pino'

/** Structured log: an object of facts, then a short sentence. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** JSON lines on standard output, or readable lines where a person is looking (`pretty`). */
export function createLogger(level: LogLevel, pretty: boolean): Logger {
  if (!pretty) return pino({ level })
  const options = { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', sync: true }
  return pino({ level, transport: { target: 'pino-pretty', options } })
}
