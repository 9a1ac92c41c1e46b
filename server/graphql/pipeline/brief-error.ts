import type { GraphQLError } from 'graphql'
import { holdsToken, withoutTokens } from '../../lib/bearer-token.js'
import { withExtensions } from './with-extensions.js'

/** The sender finds a text by this many of its characters. */
const longestQuote = 40
const longestMessage = 400

/**
 * The error without the bulk of what was sent: graphql-js repeats wrong values whole, some of them twice. Tokens that
 * were sent by mistake are left out, because errors end up in logs. Every transport does this to every error, after
 * everything else.
 */
export function briefError(error: GraphQLError): GraphQLError {
  const message = brief(withoutTokens(error.message))
  const { argument } = error.extensions
  const isUnfit = typeof argument === 'string' && (argument.length > longestMessage || holdsToken(argument))
  if (message === error.message && !isUnfit) return error
  return withExtensions(error, isUnfit ? { argument: undefined } : {}, message)
}

/**
 * A text between quotes. Without a closing quote it goes on to the end. So the expression reads each character once,
 * whatever somebody has sent.
 */
const quoted = /"((?:[^"\\]|\\[^])*)("?)/g

/** The value of a variable, which graphql-js repeats, and then where the fault is in it and what it is. */
const repeated =
  /^(Variable "\$\w+" got invalid value ).*?(?=(?: at "[^"]*")?; (?:Field "|Value "|Enum "|Expected |Exactly one key |\w+ cannot represent ))/s

/**
 * Cuts long quotes. A message that is still too long does not repeat the value of a variable. If that is not enough, it leaves out
 * the middle: the reason is often at the end.
 */
export function brief(message: string): string {
  const quoting = message.replace(quoted, (quote, text: string, closing: string) =>
    closing !== '' && text.length > longestQuote ? `"${beginning(text, longestQuote)}…"` : quote,
  )
  if (quoting.length <= longestMessage) return quoting
  const telling = quoting.replace(repeated, '$1…')
  if (telling.length <= longestMessage) return telling
  const half = longestMessage / 2 - 2
  return `${beginning(telling, half)} … ${telling.slice(-half).replace(/^\p{Surrogate}/u, '')}`
}

/** Does not cut a character in two, nor an escape behind its backslash. */
function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/(?:\p{Surrogate}|\\)$/u, '')
}
