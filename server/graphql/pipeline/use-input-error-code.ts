import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { briefError } from './brief-error.js'
import { withInputCode } from './input-error-code.js'

/**
 * Errors of graphql-js about variables and arguments have no code. They get one here and are cut, before the answer is
 * measured.
 */
export function useInputErrorCode(): Plugin {
  return {
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(coded(result))
      },
    }),
  }
}

function coded(result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => briefError(withInputCode(error))) } : result
}
