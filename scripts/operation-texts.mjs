import { Kind, print, separateOperations } from 'graphql'

/** A plugin of GraphQL Code Generator: the operations of all documents as texts, each with the fragments that it uses. */
export function plugin(_schema, documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions)
  const separate = separateOperations({ kind: Kind.DOCUMENT, definitions })
  const texts = Object.values(separate).map((document) => `  ${JSON.stringify(print(document))},`)
  return ['export const dashboardOperations: readonly string[] = [', ...texts.sort(), ']', ''].join('\n')
}
