import { fragmentsOf, selectedFields } from '../selected-fields.js'
import type { CoercedOperation } from './coerced-operation.js'
import { isIncluded } from './is-included.js'

/**
 * Whether `@skip` and `@include` leave an operation without a field. A query then answers `{}`. A subscription has
 * nothing to subscribe to, and graphql-js does not report that.
 */
export function selectsNothing({ document, operation, variables }: CoercedOperation): boolean {
  const reading = { fragmentOf: fragmentsOf(document), takes: isIncluded(variables) }
  return selectedFields(operation.selectionSet, reading).length === 0
}
