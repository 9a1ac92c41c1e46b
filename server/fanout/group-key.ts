import type { ASTNode, DocumentNode, ExecutionArgs, OperationDefinitionNode } from 'graphql'
import { getOperationAST, getVariableValues, Kind, print, separateOperations, visit } from 'graphql'

/**
 * Arguments, by subscription field, that say where in a stream a reader begins and nothing about what an event looks
 * like. Readers who begin at different places still share the events from then on.
 */
export type PlaceArguments = Readonly<Record<string, string>>

/**
 * The same for two operations exactly if every event looks the same to both: the operation with the fragments it uses,
 * printed; its variables after coercion, defaults included; and the audience. Comments, layout, other operations of the
 * document and undeclared variables make no difference. The variables must have been found valid. A scalar's internal
 * value must tell itself apart in JSON.
 */
export function groupKey(args: ExecutionArgs, audience: string, places: PlaceArguments): string {
  const operation = getOperationAST(args.document, args.operationName)
  if (!operation) throw new Error('The document has no such operation')
  const { text, placeVariable } = describe(args.document, operation, places)
  const variables = getVariableValues(args.schema, operation.variableDefinitions ?? [], args.variableValues ?? {})
  if (!variables.coerced) throw new Error('The variables are not valid')
  const shared = Object.entries(variables.coerced).filter(([name]) => name !== placeVariable)
  return JSON.stringify([audience, text, shared])
}

interface Description {
  readonly text: string
  /** The variable that holds nothing but the reader's place. */
  readonly placeVariable: string | null
}

/** Documents come from a cache, so most subscribers bring the very same one. */
const described = new WeakMap<OperationDefinitionNode, Description>()

function describe(document: DocumentNode, operation: OperationDefinitionNode, places: PlaceArguments): Description {
  const known = described.get(operation)
  if (known) return known
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document
  const description = { text: print(own), placeVariable: placeVariableOf(own, operation, places) }
  described.set(operation, description)
  return description
}

function placeVariableOf(own: DocumentNode, operation: OperationDefinitionNode, places: PlaceArguments): string | null {
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) continue
    const place = selection.arguments?.find(({ name }) => name.value === places[selection.name.value])
    if (place?.value.kind === Kind.VARIABLE && usesOf(place.value.name.value, own) === 1) return place.value.name.value
  }
  return null
}

/** How often a variable is used, its definition not counted. */
function usesOf(name: string, document: ASTNode): number {
  let uses = 0
  visit(document, {
    [Kind.VARIABLE_DEFINITION]: () => false,
    [Kind.VARIABLE](node) {
      if (node.name.value === name) uses += 1
    },
  })
  return uses
}
