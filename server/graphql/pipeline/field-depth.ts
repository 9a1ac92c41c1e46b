import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql'
import { fragmentsOf } from '../selected-fields.js'
import { isAboutSchema } from './introspection.js'

/**
 * How many fields stand within each other where the document is deepest, those of fragments included. What the schema
 * says of itself counts as one level: tools ask for it 15 levels deep, and a rule of graphql-js bounds it. Each fragment
 * is read once. A fragment that spreads itself has no depth: this answers some depth, and validation refuses it.
 */
export function fieldDepth(document: DocumentNode): number {
  const fragmentOf = fragmentsOf(document)
  const known = new Map<string, number>()
  const ofFragment = (fragment: FragmentDefinitionNode): number => {
    const name = fragment.name.value
    const depth = known.get(name)
    if (depth !== undefined) return depth
    known.set(name, 0)
    const found = below(fragment.selectionSet)
    known.set(name, found)
    return found
  }
  const below = (set: SelectionSetNode | undefined): number => {
    let deepest = 0
    for (const node of set?.selections ?? []) deepest = Math.max(deepest, of(node))
    return deepest
  }
  const of = (node: SelectionSetNode['selections'][number]): number => {
    switch (node.kind) {
      case Kind.FIELD:
        return 1 + (isAboutSchema(node) ? 0 : below(node.selectionSet))
      case Kind.INLINE_FRAGMENT:
        return below(node.selectionSet)
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragmentOf(node.name.value)
        return fragment ? ofFragment(fragment) : 0
      }
    }
  }
  const depths = document.definitions.map((one) => {
    return 'selectionSet' in one && !isAboutSchema(one) ? below(one.selectionSet) : 0
  })
  return Math.max(0, ...depths)
}
