import { parse } from 'graphql'
import type { Plugin } from 'graphql-yoga'

const maxTokens = 2_000

/** Refuses documents so long or so deep that reading them alone would cost too much. */
export function useTokenLimit(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string, options?: object) => parse(source, { ...options, maxTokens }))
    },
  }
}
