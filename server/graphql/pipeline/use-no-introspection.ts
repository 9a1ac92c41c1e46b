import { NoSchemaIntrospectionCustomRule, type ExecutionResult, type GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { withExtensions } from './with-extensions.js'

/** Refuses introspection, and errors do not tell names either: from guesses and hints the schema could be read. */
export function useNoIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule)
      return ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map((error) => withoutHint(error as GraphQLError)))
      }
    },
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(withoutHints(result))
      },
    }),
    onSubscribe: () => ({
      onSubscribeResult({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(withoutHints(result))
      },
    }),
  }
}

function withoutHints(result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: result.errors.map(withoutHint) } : result
}

/** What graphql-js adds to a name that it does not know. */
const hint = / ?Did you mean .*\?$/s

function withoutHint(error: GraphQLError): GraphQLError {
  return hint.test(error.message) ? withExtensions(error, {}, error.message.replace(hint, '')) : error
}
