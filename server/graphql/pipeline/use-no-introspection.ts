import { NoSchemaIntrospectionCustomRule, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { withoutSchema } from './schema-hints.js'

/** Refuses introspection. Errors of queries and mutations tell no names either; `subscribeThrough` does the same. */
export function useNoIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule, params }) {
      addValidationRule(NoSchemaIntrospectionCustomRule)
      const unnamed = withoutSchema({
        schema: params.schema as GraphQLSchema,
        document: params.documentAST as DocumentNode,
      })
      return ({ result, setResult }) => setResult(result.map((error) => unnamed(error as GraphQLError)))
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || !result.errors) return
        setResult({ ...result, errors: result.errors.map(withoutSchema(args)) })
      },
    }),
  }
}
