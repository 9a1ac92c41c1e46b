import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { briefError } from './brief-error.js'

/** Cuts the bulk out of the errors of HTTP answers, and of SSE where nothing is subscribed. */
export function useBriefErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (!result || Array.isArray(result) || isAsyncIterable(result)) return
      const { errors } = result as ExecutionResult
      if (errors) setResult({ ...result, errors: errors.map(briefError) })
    },
  }
}
