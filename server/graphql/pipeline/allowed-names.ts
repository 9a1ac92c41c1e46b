import {
  GraphQLError,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import type { Allowed } from '../errors.js'

/** Messages of graphql-js that name a type: something in them is unknown or missing there. */
const namesType = [
  /does not exist in "(\w+)" enum/,
  /Enum "(\w+)" cannot represent/,
  /" is not defined by type "(\w+)"/,
  /^Cannot query field "[^"]*" on type "(\w+)"/,
  /of type "[[]*(\w+)[\]!]*" must have a selection of subfields/,
  /Expected type "(\w+)" to be an object/,
  /OneOf Input Object "(\w+)" must specify/,
  /must be specified for OneOf type "(\w+)"/,
  /(?:required|non-null|non-nullable) type "[[]*(\w+)[\]!]*"/,
  /Expected value of type "[[]*(\w+)[\]!]*", found/,
]
const namesField = /^Unknown argument "[^"]*" on field "(\w+)\.(\w+)"/

/** A message lists no more names than people read. `allowed` lists all. */
const namedInWords = 20

/** The error of graphql-js, extended by the names that are known there: enum values, fields or arguments. */
export function withAllowedNames(schema: GraphQLSchema, error: GraphQLError): GraphQLError {
  const allowed = error.extensions.allowed === undefined ? namesFor(schema, error.message) : []
  if (allowed.length === 0) return error
  const named = allowed.slice(0, namedInWords).join(', ')
  const more = allowed.length > namedInWords ? ` or ${allowed.length - namedInWords} more` : ''
  const { message, nodes, path, originalError, extensions } = error
  const sentence = /[.?]$/.test(message) ? message : `${message}.`
  return new GraphQLError(`${sentence} Known here: ${named}${more}.`, {
    ...(nodes && { nodes }),
    ...(path && { path }),
    ...(originalError && { originalError }),
    extensions: { ...extensions, allowed: { values: allowed } satisfies Allowed },
  })
}

/**
 * The same for an error of execution, if it is about a variable or an argument. An error of a resolver has a path, and
 * says itself what is allowed.
 */
export function withNamesOfInput(schema: GraphQLSchema, error: GraphQLError): GraphQLError {
  const isOfInput = error.path === undefined || error.extensions.code === 'BAD_USER_INPUT'
  return isOfInput ? withAllowedNames(schema, error) : error
}

function namesFor(schema: GraphQLSchema, message: string): readonly string[] {
  const [, owner = '', field = ''] = namesField.exec(message) ?? []
  const type = schema.getType(owner)
  if (isObjectType(type)) return namesOf(type.getFields()[field]?.args ?? [])
  const name = namesType.flatMap((pattern) => pattern.exec(message)?.[1] ?? [])[0]
  return name === undefined ? [] : namesIn(schema.getType(name))
}

function namesIn(type: GraphQLNamedType | undefined): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name)
  const hasFields = isInputObjectType(type) || isObjectType(type) || isInterfaceType(type)
  return hasFields ? Object.keys(type.getFields()) : []
}

function namesOf(args: readonly GraphQLArgument[]): readonly string[] {
  return args.map(({ name }) => name)
}
