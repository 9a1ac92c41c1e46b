import { Kind, type ASTNode } from 'graphql'

/** The fields by which a schema tells of itself. `__typename` is none of them: it costs as little as any field. */
const names: ReadonlySet<string> = new Set(['__schema', '__type'])

/** Whether what stands below asks for the schema: a field, or a fragment on one of the types that describe it. */
export function isAboutSchema(node: ASTNode): boolean {
  if (node.kind === Kind.FIELD) return names.has(node.name.value)
  return node.kind === Kind.FRAGMENT_DEFINITION && node.typeCondition.name.value.startsWith('__')
}
