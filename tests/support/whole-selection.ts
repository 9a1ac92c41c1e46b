import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'

/** A selection of all fields of a type that need no arguments, and of all that is below them. */
export function wholeSelection(schema: GraphQLSchema, type: GraphQLNamedType, above: readonly string[] = []): string {
  if (!isCompositeType(type)) return ''
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${wholeSelection(schema, one, above)}`)
    return `{ __typename ${parts.join(' ')} }`
  }
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type)
    if (field.args.some(isRequiredArgument) || above.includes(below.name)) return []
    return [`${field.name} ${wholeSelection(schema, below, [...above, type.name])}`]
  })
  return `{ __typename ${fields.join(' ')} }`
}
