import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { briefError } from './brief-error.js'

/** Cuts long errors in HTTP answers, and in SSE answers that are not subscriptions. */
export function useBriefErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      // A stream has no errors of its own.
      const answer = result as ExecutionResult
      if (answer.errors) setResult({ ...answer, errors: answer.errors.map(briefError) })
    },
  }
}
