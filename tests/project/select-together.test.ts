import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isRequiredArgument,
  parse,
  validate,
  type GraphQLAbstractType,
  type GraphQLObjectType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { contractFiles } from '../support/contract.js'

/** How deep members are compared: what they hold, and what that holds. */
const deepest = 4

/** The contract with one more root field per union and interface, which lets a document select nothing but that type. */
function withRoots() {
  const plain = buildSchema(contractFiles.join('\n'))
  const abstract = Object.values(plain.getTypeMap()).filter(isAbstractType)
  const roots = abstract.map(({ name }) => `anyOf${name}: ${name}`)
  return { abstract, schema: buildSchema([...contractFiles, `extend type Query { ${roots.join(' ')} }`].join('\n')) }
}

const { abstract, schema } = withRoots()

/** Everything that can be asked of a member, down to `deepest`. */
function allFields(type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return []
    const below = getNamedType(field.type)
    if (!isCompositeType(below)) return [field.name]
    if (depth === deepest) return []
    return [`${field.name} ${selection(below, depth + 1)}`]
  })
  return fields.length === 0 ? '{ __typename }' : `{ ${fields.join(' ')} }`
}

function selection(type: GraphQLObjectType | GraphQLAbstractType, depth: number): string {
  if (!isAbstractType(type)) return allFields(type, depth)
  const members = schema.getPossibleTypes(type)
  return `{ ${members.map((member) => `... on ${member.name} ${allFields(member, depth)}`).join(' ')} }`
}

describe('the members of a union or interface', () => {
  it.each(abstract.map(({ name }) => name))('of %s can be selected together, with all of their fields', (name) => {
    const type = schema.getType(name) as GraphQLAbstractType
    const document = parse(`{ anyOf${name} ${selection(type, 1)} }`)
    expect(validate(schema, document).map(({ message }) => message)).toEqual([])
  })
})
