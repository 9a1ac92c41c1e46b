import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  print,
  type DocumentNode,
  type GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { withExtensions } from './with-extensions.js'

/** What somebody has sent. */
interface Asked {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly variableValues?: unknown
}

/** What graphql-js adds to a name that it does not know, and to a field that has no selection. */
const hint = 'Did you mean '
/** Without a closing quote it goes on to the end. So each character is read once, whatever somebody has sent. */
const quoted = /"(?:[^"\\]|\\[^])*(?:"|\\?$)/g
const word = /[_a-z]\w*/gi
/** Errors of graphql-js. Those of ours name what a caller has to know. */
const codes: readonly unknown[] = [undefined, 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']

/**
 * Takes from errors the names of the schema that nobody has sent: guesses, types, required arguments, enums. From these the
 * schema could be read. A name that is left out becomes "…".
 */
export function withoutSchema(asked: Asked): (error: GraphQLError) => GraphQLError {
  let isHidden: ((name: string) => boolean) | null = null
  return (error) => {
    const guessless = withoutHint(error.message)
    const isOfGraphql = codes.includes(error.extensions.code)
    isHidden ??= hiddenFrom(asked)
    const message = isOfGraphql ? leftOut(guessless, asked.schema, isHidden) : guessless
    const { argument } = error.extensions
    const sent = isOfGraphql && typeof argument === 'string' ? sentPart(argument, isHidden) : argument
    if (message === error.message && sent === argument) return error
    return withExtensions(error, sent === argument ? {} : { argument: sent }, message)
  }
}

/** A field that is missing may end the path. */
function sentPart(path: string, isHidden: (name: string) => boolean): string | undefined {
  const parts = path.split('.')
  const hidden = parts.findIndex(isHidden)
  return hidden === -1 ? path : parts.slice(0, hidden).join('.') || undefined
}

function withoutHint(message: string): string {
  const at = message.endsWith('?') ? message.indexOf(hint) : -1
  return at === -1 ? message : message.slice(0, at).replace(/ $/, '')
}

function leftOut(message: string, schema: GraphQLSchema, isHidden: (name: string) => boolean): string {
  const blank = (text: string) => text.replace(word, (name) => (isHidden(name) ? '…' : name))
  // Scalars name themselves without quotes.
  const isScalar = (name: string) => {
    const type = schema.getType(name)
    return isScalarType(type) && !isSpecifiedScalarType(type)
  }
  return message.replace(quoted, blank).replace(word, (name) => (isScalar(name) && isHidden(name) ? '…' : name))
}

function hiddenFrom({ schema, document, variableValues }: Asked): (name: string) => boolean {
  const sent = `${document.loc?.source.body ?? print(document)} ${JSON.stringify(variableValues ?? null)}`
  const known = new Set(sent.match(word))
  const names = namesOf(schema)
  return (name) => names.has(name) && !known.has(name)
}

const namesOfSchemas = new WeakMap<GraphQLSchema, ReadonlySet<string>>()

/** Every name of a schema, but those of its roots, which are the same everywhere. */
function namesOf(schema: GraphQLSchema): ReadonlySet<string> {
  const known = namesOfSchemas.get(schema)
  if (known) return known
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const names = new Set(Object.values(schema.getTypeMap()).flatMap((type) => [type.name, ...namesIn(type)]))
  for (const root of roots) if (root) names.delete(root.name)
  namesOfSchemas.set(schema, names)
  return names
}

function namesIn(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name)
  if (isInputObjectType(type)) return Object.keys(type.getFields())
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap(({ name, args }) => [name, ...args.map((one) => one.name)])
}
