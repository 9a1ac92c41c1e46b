import type { DocumentNode } from 'graphql'
import { GraphQLError, Kind, visit } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Validation errors about a value say which argument it was given for, in the message and as `extensions.argument`. */
export function useArgumentNames(): Plugin {
  return {
    onValidate({ params }) {
      return ({ valid, result, setResult }) => {
        if (valid) return
        setResult(result.map((error) => named(error as GraphQLError, params.documentAST as DocumentNode)))
      }
    },
  }
}

function named(error: GraphQLError, document: DocumentNode): GraphQLError {
  const argument = error.nodes?.[0]?.loc && argumentAt(document, error.nodes[0].loc.start)
  if (!argument || error.extensions.argument) return error
  const message = error.message.includes(`"${argument}"`) ? error.message : `Argument "${argument}": ${error.message}`
  return new GraphQLError(message, {
    ...(error.nodes && { nodes: error.nodes }),
    extensions: { ...error.extensions, argument },
  })
}

/** The argument whose value covers a position of the document. */
function argumentAt(document: DocumentNode, position: number): string | null {
  let found: string | null = null
  visit(document, {
    [Kind.ARGUMENT](node) {
      const { loc } = node.value
      if (loc && loc.start <= position && position < loc.end) found = node.name.value
    },
  })
  return found
}
