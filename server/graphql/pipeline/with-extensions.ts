import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'

/** The same error with more extensions, and with another message if one is given. */
export function withExtensions(
  { message, nodes, source, positions, path, originalError, extensions }: GraphQLError,
  more: GraphQLErrorExtensions,
  otherMessage = message,
): GraphQLError {
  return new GraphQLError(otherMessage, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    originalError: originalError ?? null,
    extensions: { ...extensions, ...more },
  })
}
