import type { ASTVisitor, FragmentDefinitionNode, SelectionSetNode, validate, ValidationContext } from 'graphql'
import { GraphQLError, Kind, OperationTypeNode, SingleFieldSubscriptionsRule, specifiedRules } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/**
 * The rule of graphql-js reads `@skip` and `@include` while it validates, without variables, and throws where one has a
 * variable. Ours counts what is written, whatever the directives leave.
 */
function oneRootField(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation !== OperationTypeNode.SUBSCRIPTION) return
      const names = rootNames(node.selectionSet, (name) => context.getFragment(name), new Set())
      if (names.size > 1) {
        const message = `A subscription has one root field; this one has ${[...names].join(', ')}.`
        context.reportError(new GraphQLError(message, { nodes: node }))
      }
      const meta = [...names].find((name) => name.startsWith('__'))
      if (meta) context.reportError(new GraphQLError(`A subscription cannot ask for ${meta}.`, { nodes: node }))
    },
  }
}

/** The fields at the root by the names of their answers, or of themselves where they are the schema's own. */
function rootNames(
  { selections }: SelectionSetNode,
  fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined,
  seen: Set<string>,
): Set<string> {
  const names = new Set<string>()
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const { name, alias } = selection
      names.add(name.value.startsWith('__') ? name.value : (alias ?? name).value)
      continue
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragmentOf(selection.name.value)
    if (!fragment || (selection.kind === Kind.FRAGMENT_SPREAD && seen.has(selection.name.value))) continue
    if (selection.kind === Kind.FRAGMENT_SPREAD) seen.add(selection.name.value)
    for (const name of rootNames(fragment.selectionSet, fragmentOf, seen)) names.add(name)
  }
  return names
}

type Validate = typeof validate

/** Validates subscriptions without running their directives. */
export function useOneRootField(): Plugin {
  return {
    onValidate({ validateFn, setValidationFn }) {
      const inner = validateFn as Validate
      const outer: Validate = (schema, document, rules = specifiedRules, ...rest) => {
        const ours = rules.map((rule) => (rule === SingleFieldSubscriptionsRule ? oneRootField : rule))
        return inner(schema, document, ours, ...rest)
      }
      setValidationFn(outer)
    },
  }
}
