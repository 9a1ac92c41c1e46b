import type { GraphQLError } from 'graphql'
import { withExtensions } from './with-extensions.js'

/** As much of a text that was sent as its sender needs to find it. */
const longestQuote = 40
const longestMessage = 400

/**
 * The error without the bulk of what was sent: graphql-js repeats wrong values whole, some of them twice. The last thing
 * done to every error, on its way to any transport.
 */
export function briefError(error: GraphQLError): GraphQLError {
  const message = brief(error.message)
  const { argument } = error.extensions
  const isLong = typeof argument === 'string' && argument.length > longestMessage
  if (message === error.message && !isLong) return error
  return withExtensions(error, isLong ? { argument: undefined } : {}, message)
}

/** Long quotes are cut, and of what is still too long the middle is left out: the reason is often at the end. */
export function brief(message: string): string {
  const quoting = message.replace(/"((?:[^"\\]|\\.)*)"/g, (quote, text: string) =>
    text.length > longestQuote ? `"${beginning(text, longestQuote)}…"` : quote,
  )
  if (quoting.length <= longestMessage) return quoting
  const half = longestMessage / 2 - 2
  return `${beginning(quoting, half)} … ${quoting.slice(-half).replace(/^\p{Surrogate}/u, '')}`
}

/** Not between the halves of a character, nor behind the backslash of an escape. */
function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/(?:\p{Surrogate}|\\)$/u, '')
}
