import type { ExecutionArgs, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'
import {
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
} from 'graphql'

/**
 * Whether `@skip` and `@include` leave an operation without a field. A query then answers `{}`, but a subscription has
 * nothing to subscribe to, for which graphql-js has no answer.
 */
export function selectsNothing({ schema, document, operationName, variableValues }: ExecutionArgs): boolean {
  const operation = getOperationAST(document, operationName)
  if (!operation) return false
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
  // Wrong variables are told by whoever executes.
  if (!coerced) return false
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)

  const isIncluded = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, coerced)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, coerced)?.['if'] !== false
  const selects = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (!isIncluded(selection)) return false
      if (selection.kind === Kind.FIELD) return true
      if (selection.kind === Kind.INLINE_FRAGMENT) return selects(selection.selectionSet)
      const fragment = fragments.get(selection.name.value)
      return fragment !== undefined && selects(fragment.selectionSet)
    })
  return !selects(operation.selectionSet)
}
