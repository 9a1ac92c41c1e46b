import type { ASTNode, DocumentNode, ExecutionArgs, OperationDefinitionNode } from 'graphql'
import { getOperationAST, getVariableValues, Kind, print, separateOperations, visit } from 'graphql'

/**
 * Arguments, by subscription field, that say where in a stream a reader begins and nothing about what an event looks
 * like. Readers who begin at different places still share the events from then on.
 */
type PlaceArguments = Readonly<Record<string, string>>

/** What arguments of subscription fields mean for who shares events. */
export interface ArgumentMeanings {
  readonly places: PlaceArguments
  /** Names of arguments that are lists of which the order and repetitions mean nothing. */
  readonly sets: readonly string[]
}

/**
 * The same for two operations exactly if every event looks the same to both: the operation with the fragments it uses,
 * printed; its variables after coercion, defaults included; and the audience. Comments, layout, other operations of the
 * document and undeclared variables make no difference. The variables must have been found valid. A scalar's internal
 * value must tell itself apart in JSON.
 */
export function groupKey(args: ExecutionArgs, audience: string, meanings: ArgumentMeanings): string {
  const operation = getOperationAST(args.document, args.operationName)
  if (!operation) throw new Error('The document has no such operation')
  const { text, placeVariable, setVariables } = describe(args.document, operation, meanings)
  const variables = getVariableValues(args.schema, operation.variableDefinitions ?? [], args.variableValues ?? {})
  if (!variables.coerced) throw new Error('The variables are not valid')
  const shared = Object.entries(variables.coerced)
    .filter(([name]) => name !== placeVariable)
    .map(([name, value]) => [name, setVariables.includes(name) && Array.isArray(value) ? asSet(value) : value])
  return JSON.stringify([audience, text, shared])
}

interface Description {
  readonly text: string
  /** The variable that holds nothing but the reader's place. */
  readonly placeVariable: string | null
  /** Variables that hold nothing but a set. */
  readonly setVariables: readonly string[]
}

/** Documents come from a cache, so most subscribers bring the very same one. */
const described = new WeakMap<OperationDefinitionNode, Description>()

function describe(document: DocumentNode, operation: OperationDefinitionNode, meanings: ArgumentMeanings): Description {
  const known = described.get(operation)
  if (known) return known
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document
  const { places, sets } = meanings
  const description = {
    text: print(own),
    placeVariable: variablesOf(own, operation, (field, argument) => places[field] === argument)[0] ?? null,
    setVariables: variablesOf(own, operation, (_field, argument) => sets.includes(argument)),
  }
  described.set(operation, description)
  return description
}

/** The variables that are given for such an argument of a root field and are used nowhere else. */
function variablesOf(
  own: DocumentNode,
  operation: OperationDefinitionNode,
  isWanted: (field: string, argument: string) => boolean,
): readonly string[] {
  return operation.selectionSet.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return []
    return (selection.arguments ?? []).flatMap(({ name, value }) => {
      if (value.kind !== Kind.VARIABLE || !isWanted(selection.name.value, name.value)) return []
      return usesOf(value.name.value, own) === 1 ? [value.name.value] : []
    })
  })
}

function asSet(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values)].sort()
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
