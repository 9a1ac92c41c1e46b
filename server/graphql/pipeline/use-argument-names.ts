import { Kind, type DocumentNode, type GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { argumentPathIn } from './argument-path.js'
import { withExtensions } from './with-extensions.js'

/** Errors of graphql-js about a value say for which argument it was given, or for which part of one. */
export function useArgumentNames(): Plugin {
  return {
    onValidate({ params }) {
      return ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map(withArgument(params.documentAST as DocumentNode)))
      }
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || !result.errors) return
        setResult({ ...result, errors: result.errors.map(withArgument(args.document as DocumentNode)) })
      },
    }),
  }
}

/** The error with the argument in `extensions.argument`, and in the message unless that names it already. */
export function withArgument(document: DocumentNode): (error: unknown) => GraphQLError {
  const pathOf = argumentPathIn(document)
  return (value) => {
    const error = value as GraphQLError
    const argument = error.extensions.argument === undefined ? pathOf(error) : undefined
    if (argument === undefined) return error
    // An error about the value of a variable names that, and the part of it.
    const isOfVariable = error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION
    const isNamed = isOfVariable || error.message.includes(`"${argument}"`)
    return withExtensions(error, { argument }, isNamed ? error.message : `Argument "${argument}": ${error.message}`)
  }
}
