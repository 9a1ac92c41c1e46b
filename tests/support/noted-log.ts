import type { Logger } from '../../server/lib/logger.js'

/** A log, and the warnings and errors that it was told. */
export function notedLog(): { readonly log: Logger; readonly logged: unknown[] } {
  const logged: unknown[] = []
  const note = (...parts: unknown[]) => void logged.push(parts)
  return { log: { debug: () => {}, info: () => {}, warn: note, error: note }, logged }
}
