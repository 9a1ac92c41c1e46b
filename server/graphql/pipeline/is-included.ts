import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, type SelectionNode } from 'graphql'
import type { CoercedOperation } from './coerced-operation.js'

/** Whether `@skip` and `@include` leave a selection in. */
export function isIncluded(variables: CoercedOperation['variables']) {
  return (node: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
}
