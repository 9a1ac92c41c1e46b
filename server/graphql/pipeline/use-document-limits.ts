import {
  GraphQLError,
  Kind,
  Lexer,
  parse,
  Source,
  syntaxError,
  TokenKind,
  visit,
  type DocumentNode,
  type Token,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { apiError } from '../errors.js'
import { maxNesting } from './nesting.js'

export const maxTokens = 2_000
/** graphql-js compares all fields of one name with each other, to see whether they can be merged. */
export const maxSameName = 200

/** Refuses documents that are too long or too deep to read cheaply, with the code of a syntax error. */
export function useDocumentLimits(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string, options?: object) => {
        try {
          return boundedDocument(source, options)
        } catch (error) {
          if (error instanceof GraphQLError) error.extensions.code ??= 'GRAPHQL_PARSE_FAILED'
          throw error
        }
      })
    },
  }
}

function boundedDocument(source: string, options?: object): DocumentNode {
  const document = parse(source, { ...options, maxTokens, lexer: new ShallowLexer(new Source(source)) })
  const counts = new Map<string, number>()
  visit(document, {
    [Kind.FIELD](node) {
      const name = (node.alias ?? node.name).value
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      if (count > maxSameName) throw sameNameTooOften(name)
    },
  })
  return document
}

function sameNameTooOften(name: string): GraphQLError {
  const message = `The document has more than ${maxSameName} fields that answer as "${name}"; send several operations.`
  return apiError('GRAPHQL_PARSE_FAILED', message, { allowed: { sameName: maxSameName } })
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
