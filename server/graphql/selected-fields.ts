import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** A field, and the type condition of the innermost fragment that it stands in. */
export interface Selected {
  readonly node: FieldNode
  readonly condition: NamedTypeNode | undefined
}

export interface Reading {
  fragmentOf(name: string): FragmentDefinitionNode | null | undefined
  /** Whether a selection is read. Without this function all are. */
  takes?(selection: SelectionNode): boolean
  /** The fragments read so far. */
  readonly seen?: Set<string>
}

/**
 * The fields of a selection set and of its fragments, as execution collects them. A fragment is read once, however
 * often it is spread. Otherwise a chain of fragments that spread the next one twice would double the work at each step.
 */
export function selectedFields(
  { selections }: SelectionSetNode,
  { fragmentOf, takes = () => true, seen = new Set() }: Reading,
): Selected[] {
  const found: Selected[] = []
  const read = (nodes: readonly SelectionNode[], condition: NamedTypeNode | undefined): void => {
    for (const node of nodes) {
      if (!takes(node)) continue
      if (node.kind === Kind.FIELD) found.push({ node, condition })
      else if (node.kind === Kind.INLINE_FRAGMENT) read(node.selectionSet.selections, node.typeCondition ?? condition)
      else if (!seen.has(node.name.value)) {
        seen.add(node.name.value)
        const fragment = fragmentOf(node.name.value)
        if (fragment) read(fragment.selectionSet.selections, fragment.typeCondition)
      }
    }
  }
  read(selections, undefined)
  return found
}

/** Finds the fragments of a document by their names. */
export function fragmentsOf({ definitions }: DocumentNode): Reading['fragmentOf'] {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)
  return (name) => fragments.get(name)
}
