import { GraphQLError, parse } from 'graphql'
import type { Plugin } from 'graphql-yoga'

export const maxTokens = 2_000

/** Refuses documents so long or so deep that reading them alone would cost too much, with the code of a syntax error. */
export function useTokenLimit(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string, options?: object) => {
        try {
          return parse(source, { ...options, maxTokens })
        } catch (error) {
          if (error instanceof GraphQLError) error.extensions.code ??= 'GRAPHQL_PARSE_FAILED'
          throw error
        }
      })
    },
  }
}
