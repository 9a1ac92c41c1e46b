import { Kind, visit, type ASTNode, type DocumentNode, type GraphQLError, type ValueNode } from 'graphql'

/** A value that is given for an argument or for a part of one, and where it stands in the document. */
interface Place {
  /** The argument, then fields and indexes, with dots between them. */
  readonly path: string
  readonly start: number
  readonly end: number
  readonly variable: string | null
}

/** Finds the argument, or the part of one, that an error is about. */
export function argumentPathIn(document: DocumentNode): (error: GraphQLError) => string | undefined {
  let found: readonly Place[] | null = null
  return ({ nodes: [node, use] = [], message }) => {
    if (!node?.loc) return
    found ??= placesIn(document)
    if (node.kind !== Kind.VARIABLE_DEFINITION) return withMissingField(innermost(found, node)?.path, message)
    // A variable of another type than its place takes is told with this place.
    if (use) return innermost(found, use)?.path
    const name = node.variable.name.value
    const place = ofOperation(found, document, node).find(({ variable }) => variable === name)
    return place && withMissingField(`${place.path}${pathInVariable(message)}`, message)
  }
}

/** What graphql-js says of the value of a variable: where in it the fault is. */
const inVariable = /^Variable "\$\w+" got invalid value .* at "\w+((?:\.\w+|\[\d+\])+)"; /s

function pathInVariable(message: string): string {
  const [, path = ''] = inVariable.exec(message) ?? []
  return path.replace(/\[(\d+)\]/g, '.$1')
}

/** Of a field that is missing, or that there is not, graphql-js names the object. */
const ofField = /(?:^|; )Field "(?:\w+\.)?(\w+)" (?:of required type "[^"]*" was not provided|is not defined by type )/

function withMissingField(path: string | undefined, message: string): string | undefined {
  const [, field] = ofField.exec(message) ?? []
  return path === undefined || field === undefined || path.endsWith(`.${field}`) ? path : `${path}.${field}`
}

function innermost(places: readonly Place[], { loc }: ASTNode): Place | undefined {
  const position = loc?.start ?? -1
  return places.findLast(({ start, end }) => start <= position && position < end)
}

/** The places of the operation that declares the variable, then those of fragments. */
function ofOperation(places: readonly Place[], document: DocumentNode, { loc }: ASTNode): readonly Place[] {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const isIn = ({ loc: whole }: ASTNode, start: number) => !!whole && whole.start <= start && start < whole.end
  const own = operations.find((operation) => isIn(operation, loc?.start ?? -1))
  const others = operations.filter((operation) => operation !== own)
  const allowed = places.filter(({ start }) => !others.some((other) => isIn(other, start)))
  const isOwn = ({ start }: Place) => own !== undefined && isIn(own, start)
  return [...allowed.filter(isOwn), ...allowed.filter((place) => !isOwn(place))]
}

function placesIn(document: DocumentNode): readonly Place[] {
  const places: Place[] = []
  const add = (path: string, value: ValueNode, { loc }: ASTNode = value): void => {
    if (loc) places.push({ path, start: loc.start, end: loc.end, variable: variableIn(value) })
    if (value.kind === Kind.LIST) for (const [index, item] of value.values.entries()) add(`${path}.${index}`, item)
    if (value.kind === Kind.OBJECT)
      for (const field of value.fields) add(`${path}.${field.name.value}`, field.value, field)
  }
  visit(document, { [Kind.ARGUMENT]: ({ name, value }) => add(name.value, value) })
  return places
}

function variableIn(value: ValueNode): string | null {
  return value.kind === Kind.VARIABLE ? value.name.value : null
}
