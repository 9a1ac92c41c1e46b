import type { ExecutionArgs, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { withAllowedNames, withNamesOfInput } from './allowed-names.js'

/** Errors about an unknown name say which names are known there. */
export function useAllowedNames(): Plugin {
  return {
    onValidate({ params }) {
      const named = (error: unknown) => withAllowedNames(params.schema as GraphQLSchema, error as GraphQLError)
      return ({ result, setResult }) => setResult(result.map(named))
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(named(args, result))
      },
    }),
  }
}

function named({ schema }: ExecutionArgs, result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map((error) => withNamesOfInput(schema, error)) } : result
}
