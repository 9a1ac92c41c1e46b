import { pino, type DestinationStream, type LoggerOptions, type Logger as PinoLogger } from 'pino'
import { withoutTokens } from './bearer-token.js'
import { LogRepeats } from './log-repeats.js'
import { shortFacts } from './log-values.js'

/** A structured log: an object of facts, then a short sentence. */
export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** The number that pino gives to `info`. */
const infoLevel = 30

/**
 * Writes lines of JSON, without what `hide` takes out of them. `pretty`: lines for people. Strangers can cause lines and
 * write into them, so facts are cut, and from `info` on lines with the same sentence are counted when they are many.
 */
export function createLogger(
  level: LogLevel,
  pretty: boolean,
  hide = withoutTokens,
  destination?: DestinationStream,
): Logger {
  const options = { level, ...boundsWith(hide) }
  if (!pretty) return destination ? pino(options, destination) : pino(options)
  const target = { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', sync: true }
  return pino({ ...options, transport: { target: 'pino-pretty', options: target } })
}

function boundsWith(hide: (text: string) => string): LoggerOptions {
  const repeats = new LogRepeats()
  return {
    hooks: {
      streamWrite: hide,
      logMethod(args, write, level) {
        const words = String(args[1])
        const tell = (more: number) => write.call(this, { more }, `… more like it: ${words}`)
        if (level < infoLevel || repeats.admits(words, tell)) write.apply(this, args)
      },
    },
    formatters: { log: (facts) => shortFacts(facts, hide) },
    serializers: { err: (told: unknown) => told },
  }
}
