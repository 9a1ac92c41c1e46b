import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, type SelectionNode } from 'graphql'
import { fragmentsOf, selectedFields } from '../selected-fields.js'
import type { CoercedOperation } from './coerced-operation.js'

/**
 * Whether `@skip` and `@include` leave an operation without a field. A query then answers `{}`. A subscription has
 * nothing to subscribe to, and graphql-js does not report that.
 */
export function selectsNothing({ document, operation, variables }: CoercedOperation): boolean {
  const takes = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  return selectedFields(operation.selectionSet, { fragmentOf: fragmentsOf(document), takes }).length === 0
}
