import { GraphQLError, Lexer, parse, Source, syntaxError, TokenKind, type DocumentNode, type Token } from 'graphql'
import { checkDocument } from './check-document.js'
import type { DocumentLimits } from './document-limits.js'
import { maxNesting } from './nesting.js'

/** Reads a document, and no more of it than the limits. Throws an error for the caller, with the code of a syntax error. */
export function parseDocument(text: string, limits: DocumentLimits): DocumentNode {
  const { maxTokens } = limits
  try {
    // The parser keeps comments like any token, but counts them apart.
    const document = parse(text, {
      maxLexicalTokens: maxTokens,
      maxComments: maxTokens,
      lexer: new ShallowLexer(new Source(text)),
    })
    checkDocument(document, limits)
    return document
  } catch (error) {
    if (error instanceof GraphQLError) error.extensions.code ??= 'GRAPHQL_PARSE_FAILED'
    throw error
  }
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** Stops at brackets that are nested too deep. The parser calls itself for each level. */
class ShallowLexer extends Lexer {
  #depth = 0

  override advance(): Token {
    const token = super.advance()
    if (closing.has(token.kind)) this.#depth -= 1
    if (opening.has(token.kind)) this.#depth += 1
    if (this.#depth <= maxNesting) return token
    throw syntaxError(this.source, token.start, `Nested deeper than ${maxNesting} levels.`)
  }
}
