import { isNonNullType, Kind, separateOperations, TypeInfo, visit, visitWithTypeInfo, type GraphQLError } from 'graphql'
import { apiError } from '../errors.js'
import type { CoercedOperation } from './coerced-operation.js'

/**
 * The error of a variable that has a default, was sent as null, and is used where null is not allowed. Execution
 * reports it once for a query, but would report it with every event of a subscription.
 */
export function nullWhereRequired(asked: CoercedOperation): GraphQLError | null {
  const { schema, document, operation, variables } = asked
  if (!Object.values(variables).includes(null)) return null
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document
  const types = new TypeInfo(schema)
  let error: GraphQLError | null = null
  const visitor = {
    [Kind.VARIABLE](node: { readonly name: { readonly value: string } }) {
      const name = node.name.value
      const [type, argument] = [types.getInputType(), types.getArgument()?.name]
      if (variables[name] !== null || !isNonNullType(type)) return
      const message = `Variable "$${name}" is null, but argument "${argument}" takes no null; leave it out for its default.`
      error ??= apiError('BAD_USER_INPUT', message, { ...(argument !== undefined && { argument }) })
    },
  }
  visit(own, visitWithTypeInfo(types, visitor))
  return error
}
