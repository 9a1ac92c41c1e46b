import { stdSerializers } from 'pino'

/** How much of one text, and of all texts of a line, is logged, in characters. */
export const maxText = 200
export const maxLine = 4_000
/** A message or stack of an error is ours for the most part, and longer. */
const maxErrorText = 1_500
const maxEntries = 20
const maxDepth = 4

/** Characters that break a line, steer a terminal, or turn the direction of writing. */
const control = /[\p{Cc}\u2028\u2029\p{Bidi_Control}\p{Surrogate}]/gu
/** A stack has lines of its own. */
const controlInStack = /(?!\n)[\p{Cc}\u2028\u2029\p{Bidi_Control}\p{Surrogate}]/gu

/**
 * The facts of a line of the log, cut: strangers write names of hosts, paths and messages of errors, as long as they
 * like. `hide` takes out secrets, before a cut can hide from it that a text begins with one.
 */
export function shortFacts(facts: Readonly<Record<string, unknown>>, hide: (text: string) => string) {
  return new Shortening(hide).object(facts)
}

class Shortening {
  readonly #hide: (text: string) => string
  #left = maxLine

  constructor(hide: (text: string) => string) {
    this.#hide = hide
  }

  object(facts: object, depth = 0): Record<string, unknown> {
    const isError = facts instanceof Error
    const entries = Object.entries(isError ? errorFacts(facts) : facts)
    const shown = entries
      .slice(0, maxEntries)
      .map(([name, value]) => [this.#text(name), this.#value(value, depth + 1, isError ? name : '')] as const)
    const more = entries.length - shown.length
    return { ...Object.fromEntries(shown), ...(more > 0 && { more }) }
  }

  #value(value: unknown, depth: number, ofError: string): unknown {
    if (typeof value === 'string') return this.#told(value, ofError)
    if (typeof value === 'bigint' || typeof value === 'symbol') return this.#text(String(value))
    if (typeof value !== 'object' || value === null) return value
    if (depth > maxDepth) return '…'
    if (Array.isArray(value)) return this.#list(value, depth)
    return hasJsonForm(value) ? this.#value(value.toJSON(), depth + 1, '') : this.object(value, depth)
  }

  #list(values: readonly unknown[], depth: number): unknown[] {
    const shown = values.slice(0, maxEntries).map((value) => this.#value(value, depth + 1, ''))
    const more = values.length - shown.length
    return more > 0 ? [...shown, `… ${more} more`] : shown
  }

  #told(text: string, ofError: string): string {
    if (ofError === 'stack') return this.#text(text, maxErrorText, controlInStack)
    return this.#text(text, ofError === 'message' ? maxErrorText : maxText)
  }

  #text(text: string, most = maxText, escaped = control): string {
    const room = Math.min(most, this.#left)
    const hidden = this.#hide(text)
    const shown = hidden.slice(0, room).replace(escaped, escape)
    this.#left -= Math.min(room, hidden.length)
    return hidden.length > room ? `${shown}…` : shown
  }
}

/** As pino tells an error, with its causes. What an error has besides comes last. */
function errorFacts(error: Error): object {
  return { ...stdSerializers.err(error) }
}

function hasJsonForm(value: object): value is { toJSON(): unknown } {
  return !(value instanceof Error) && 'toJSON' in value && typeof value.toJSON === 'function'
}

function escape(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
}
