import type { ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql'
import type { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { isAsyncIterable } from 'graphql-yoga'
import { withAllowedNames } from './allowed-names.js'

/** Errors of documents, arguments and variables say what is known where something unknown stands. */
export function useAllowedNames(): Plugin {
  return {
    onValidate({ params }) {
      return ({ valid, result, setResult }) => {
        if (!valid)
          setResult(result.map((error) => withAllowedNames(params.schema as GraphQLSchema, error as GraphQLError)))
      }
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(named(args, result))
      },
    }),
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(named(args, result))
      },
    }),
  }
}

/** What a resolver says has a path; what is said of variables and arguments before has none, or no code. */
function named({ schema }: ExecutionArgs, result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result
  const errors = result.errors.map((error) =>
    error.path === undefined || error.extensions.code === 'BAD_USER_INPUT' ? withAllowedNames(schema, error) : error,
  )
  return { ...result, errors }
}
