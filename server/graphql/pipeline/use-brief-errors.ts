import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { briefError } from './brief-error.js'

/** Cuts long errors in HTTP answers, and in SSE answers that are not subscriptions. */
export function useBriefErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (!result || Array.isArray(result) || isAsyncIterable(result)) return
      const { errors } = result as ExecutionResult
      if (errors) setResult({ ...result, errors: errors.map(briefError) })
    },
  }
}
