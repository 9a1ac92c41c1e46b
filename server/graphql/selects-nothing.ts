import type { ExecutionArgs, SelectionNode } from 'graphql'
import {
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
} from 'graphql'
import { fragmentsOf, selectedFields } from './selected-fields.js'

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
  const takes = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, coerced)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, coerced)?.['if'] !== false
  return selectedFields(operation.selectionSet, { fragmentOf: fragmentsOf(document), takes }).length === 0
}
