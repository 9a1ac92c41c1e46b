import { NoSchemaIntrospectionCustomRule, type GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { withoutHint, withoutHints } from './schema-hints.js'

/** Refuses introspection. Errors of queries and mutations tell no names either; `subscribeThrough` does the same. */
export function useNoIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule)
      return ({ result, setResult }) => setResult(result.map((error) => withoutHint(error as GraphQLError)))
    },
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(withoutHints(result))
      },
    }),
  }
}
