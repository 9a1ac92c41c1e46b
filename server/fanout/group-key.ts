import {
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isInputObjectType,
  Kind,
  print,
  separateOperations,
  visit,
  type ASTNode,
  type DocumentNode,
  type ExecutionArgs,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputField,
  type OperationDefinitionNode,
} from 'graphql'

/**
 * For each subscription field, the argument that only says where in the stream a reader begins. Readers who begin at
 * different places share the events from then on.
 */
type PlaceArguments = Readonly<Record<string, string>>

/** What arguments of subscription fields mean for who shares events. */
export interface ArgumentMeanings {
  readonly places: PlaceArguments
  /** Names of arguments that are lists in which order and repetitions mean nothing. */
  readonly sets: readonly string[]
}

/** Subscriptions with equal keys share a group. */
export function groupKey(operation: string, audience: string): string {
  return JSON.stringify(audience) + operation
}

/**
 * Operations with equal keys ask for the same events. The key has two parts: the operation, printed with the fragments
 * that it uses; and the arguments of its field and its other variables, after coercion, with defaults.
 * Comments, layout, other operations of the document, undeclared variables, and whether an argument stands in the
 * document or in a variable make no difference. Null is the same as nothing, unless there is a default. The variables
 * must have been found valid. A scalar's internal value must tell itself apart in JSON.
 */
export function operationKey(args: ExecutionArgs, meanings: ArgumentMeanings): string {
  const operation = getOperationAST(args.document, args.operationName)
  if (!operation) throw new Error('The document has no such operation')
  const { field, text, names } = described(args.document, operation)
  const variables = getVariableValues(args.schema, operation.variableDefinitions ?? [], args.variableValues ?? {})
  if (!variables.coerced) throw new Error('The variables are not valid')
  const { coerced } = variables
  const others = [...names].flatMap((name) => (name in coerced ? [[name, coerced[name]]] : []))
  const chosen = field && argumentsOf(args, field, coerced, meanings)
  return JSON.stringify([text, others, chosen])
}

function argumentsOf(
  { schema }: ExecutionArgs,
  field: FieldNode,
  variables: Record<string, unknown>,
  { places, sets }: ArgumentMeanings,
) {
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value]
  if (!definition) throw new Error('The schema has no such subscription')
  const values = Object.entries(withoutNulls(getArgumentValues(definition, field, variables), definition.args))
  const shared = values.filter(([name]) => name !== places[field.name.value])
  return shared.map(([name, value]) => [name, sets.includes(name) && Array.isArray(value) ? asSet(value) : value])
}

/**
 * Leaves out what is null, also inside of inputs. Where nothing was given and there is a default, the value is the
 * default: so it differs from null.
 */
function withoutNulls(
  values: Readonly<Record<string, unknown>>,
  definitions: readonly (GraphQLArgument | GraphQLInputField)[],
): Record<string, unknown> {
  const said = definitions.filter(({ name }) => (values[name] ?? null) !== null)
  return Object.fromEntries(said.map((definition) => [definition.name, valueOf(values[definition.name], definition)]))
}

function valueOf(value: unknown, definition: GraphQLArgument | GraphQLInputField): unknown {
  const type = getNamedType(definition.type)
  if (!isInputObjectType(type) || value === null) return value
  if (Array.isArray(value)) return value.map((one) => valueOf(one, definition))
  return withoutNulls(value as Record<string, unknown>, Object.values(type.getFields()))
}

function asSet(list: readonly unknown[]): string[] {
  return [...new Set(list.map((one) => JSON.stringify(one)))].sort()
}

interface Description {
  /** The field of the operation. Null if it is in a fragment. */
  readonly field: FieldNode | null
  /** The operation without the arguments of that field, and without definitions of variables where those suffice. */
  readonly text: string
  /** The variables in it, in the order of the text. */
  readonly names: ReadonlySet<string>
}

/** Documents come from a cache, so most subscribers bring the same object. */
const descriptions = new WeakMap<OperationDefinitionNode, Description>()

function described(document: DocumentNode, operation: OperationDefinitionNode): Description {
  const known = descriptions.get(operation)
  if (known) return known
  const made = describe(separateOperations(document)[operation.name?.value ?? ''] ?? document, operation)
  descriptions.set(operation, made)
  return made
}

function describe(document: DocumentNode, operation: OperationDefinitionNode): Description {
  const [field, ...more] = operation.selectionSet.selections
  if (field?.kind !== Kind.FIELD || more.length > 0) {
    return { field: null, text: print(document), names: variablesIn(document) }
  }
  const selectionSet = { ...operation.selectionSet, selections: [{ ...field, arguments: [] }] }
  const bare = { ...operation, variableDefinitions: [], selectionSet }
  const definitions = document.definitions.map((one) => (one === operation ? bare : one))
  const text = { ...document, definitions }
  return { field, text: print(text), names: variablesIn(text) }
}

function variablesIn(node: ASTNode): Set<string> {
  const names = new Set<string>()
  visit(node, { [Kind.VARIABLE]: ({ name }) => void names.add(name.value) })
  return names
}
