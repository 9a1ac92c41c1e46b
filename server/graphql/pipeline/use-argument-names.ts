import { Kind, visit, type DocumentNode, type GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { withExtensions } from './with-extensions.js'

/** Validation errors about a value say which argument it was given for, in the message and as `extensions.argument`. */
export function useArgumentNames(): Plugin {
  return {
    onValidate({ params }) {
      return ({ valid, result, setResult }) => {
        if (valid) return
        const given = argumentsOf(params.documentAST as DocumentNode)
        setResult(result.map((error) => named(error as GraphQLError, given)))
      }
    },
  }
}

/** An argument, and where in the document its value stands. */
interface Given {
  readonly name: string
  readonly start: number
  readonly end: number
}

function named(error: GraphQLError, given: readonly Given[]): GraphQLError {
  const position = error.nodes?.[0]?.loc?.start
  const argument = given.findLast(
    ({ start, end }) => position !== undefined && start <= position && position < end,
  )?.name
  if (argument === undefined || error.extensions.argument) return error
  const message = error.message.includes(`"${argument}"`) ? error.message : `Argument "${argument}": ${error.message}`
  return withExtensions(error, { argument }, message)
}

function argumentsOf(document: DocumentNode): Given[] {
  const given: Given[] = []
  visit(document, {
    [Kind.ARGUMENT](node) {
      const { loc } = node.value
      if (loc) given.push({ name: node.name.value, start: loc.start, end: loc.end })
    },
  })
  return given
}
