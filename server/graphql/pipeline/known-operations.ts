import { createHash } from 'node:crypto'
import { printExecutableGraphQLDocument } from '@graphql-tools/documents'
import { parse, type DocumentNode } from 'graphql'

/** The documents that may run when no others may. */
export interface KnownOperations {
  /** The text of the document with this id. */
  textOf(id: string): string | undefined
  /** Layout, comments and the order of fields make no difference. */
  knows(document: DocumentNode): boolean
}

/** `named`: documents with ids of their own, as `persisted-documents.json` of GraphQL Code Generator has them. */
export function knownOperations(
  texts: readonly string[],
  named: Readonly<Record<string, string>> = {},
): KnownOperations {
  const byId = new Map(Object.entries(named))
  const known = new Set<string>()
  for (const text of [...texts, ...byId.values()]) {
    const plain = printExecutableGraphQLDocument(parse(text))
    known.add(plain)
    byId.set(idOf(plain), text)
  }
  return { textOf: (id) => byId.get(id), knows: (document) => known.has(printExecutableGraphQLDocument(document)) }
}

/** As GraphQL Code Generator makes it, and the draft of GraphQL over HTTP has it. */
function idOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
