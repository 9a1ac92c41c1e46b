import type { ExecutionResult } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { briefError } from './brief-error.js'
import { withInputCode } from './input-error-code.js'

/** Gives the errors that graphql-js finds in variables and arguments a code, as it gives them none, and cuts them, before the answer is measured. */
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
