import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNullableType,
  isObjectType,
  Kind,
  print,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { lengths, usualChainLimit } from '../../domain/limits.js'
import { fragmentsOf, selectedFields } from '../selected-fields.js'

/** What an operation asks for, of a schema and with the values of its variables. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly definition: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** A number, a short text or any other value costs 1. */
const valueCost = 1
/** An object, besides what is in it. */
const objectCost = 10
/** Quotes, colon and comma. */
const namePunctuation = 4
/** A text that an author may write long. */
const longTextCost = 10
const longTexts: ReadonlySet<string> = new Set(
  Object.entries(lengths).flatMap(([field, [, most]]) => (most >= 1_000 ? [field] : [])),
)

/** Arguments that say how long a list of the answer may be. */
const sizeArguments = new Set(['first', 'limit', 'points'])
/** How a size that is left out counts: as the longest list that the field names, or as this. */
const unsaidSize = usualChainLimit
/** A larger size counts as this. The field itself refuses it, in its own words. */
const largestSize = 5_000
/** How a list without a size counts: accounts, positions, expiries. Such lists are about as long and seldom longer. */
const unsizedList = 100
/** The same for a list within a list, and for a list of plain values. */
const innerList = 10
/** To make a moment of the past ready to be read, once for all fields that name the same one. */
const momentCost = 10_000
/** Fragments within fragments can make a short document endless. Reading stops after this many selections. */
const mostSelections = 20_000

/** One field of an answer, with the places and types where the document asks for it. */
interface Asking {
  readonly name: string
  readonly places: { readonly node: FieldNode; readonly parent: GraphQLNamedType | undefined }[]
}

export interface Cost {
  readonly units: number
  /** How many bytes of JSON the names of its fields have, when its lists are as long as they may be. */
  readonly nameBytes: number
}

const endless: Cost = { units: Infinity, nameBytes: Infinity }

/**
 * About how much the answer of an operation holds. A field costs what its value costs and what the fields below it cost
 * together; a list costs that as often as it is long. A field counts once for each name under which it is asked for.
 * What the schema says of itself costs nothing here: see `checkDocument`. Infinite if the document is too tangled to add
 * up.
 */
export function operationCost(operation: Operation): Cost {
  const { definition, schema } = operation
  const reader = new Reader(operation)
  const cost = reader.costOf(
    [{ selections: definition.selectionSet, parent: schema.getRootType(definition.operation) ?? undefined }],
    { size: null, isInList: false },
  )
  return reader.isTangled ? endless : { ...cost, units: cost.units + momentCost * reader.moments }
}

interface Below {
  readonly selections: SelectionSetNode
  readonly parent: GraphQLNamedType | undefined
}

/** What is above a field. `size`: of the lists that come next, as of `edges` below a page. */
interface Above {
  readonly size: number | null
  readonly isInList: boolean
}

class Reader {
  readonly #operation: Operation
  readonly #fragmentOf: ReturnType<typeof fragmentsOf>
  /** What is written where a field names a moment. */
  readonly #moments = new Set<string>()
  #selectionsRead = 0

  constructor(operation: Operation) {
    this.#operation = operation
    this.#fragmentOf = fragmentsOf(operation.document)
  }

  /** Whether reading stopped before the end. */
  get isTangled(): boolean {
    return this.#selectionsRead > mostSelections
  }

  /** How many moments of the past are named. */
  get moments(): number {
    return this.#moments.size
  }

  /** The cost of the fields of one object. */
  costOf(below: readonly Below[], above: Above): Cost {
    let [units, nameBytes] = [0, 0]
    for (const [name, field] of this.#collect(below)) {
      const cost = this.#costOfField(field, above)
      units += cost.units
      nameBytes += cost.nameBytes + name.length + namePunctuation
    }
    return { units, nameBytes }
  }

  #costOfField(asking: Asking, above: Above): Cost {
    const { name, places } = asking
    const type = fieldOf(places[0]?.parent, name)?.type
    if (this.isTangled) return { units: valueCost, nameBytes: 0 }
    this.#noteMoment(asking)
    const size = this.#sizeOf(asking) ?? above.size
    const named = getNamedType(type)
    const isList = isListType(getNullableType(type))
    const times = isList ? (size ?? (above.isInList || !isCompositeType(named) ? innerList : unsizedList)) : 1
    if (!isCompositeType(named)) {
      return { units: times * (longTexts.has(name) ? longTextCost : valueCost), nameBytes: 0 }
    }
    const below = places.flatMap(({ node }) =>
      node.selectionSet ? [{ selections: node.selectionSet, parent: named }] : [],
    )
    const inside = this.costOf(below, { size: isList ? null : size, isInList: above.isInList || isList })
    const units = times * (objectCost + inside.units)
    return { units: Math.max(units, this.#pageSize(asking)), nameBytes: times * inside.nameBytes }
  }

  /** The fields of an answer by their names in it. A field counts even if `@skip` leaves it out. */
  #collect(below: readonly Below[]): Map<string, Asking> {
    const fields = new Map<string, Asking>()
    const reading = { fragmentOf: this.#fragmentOf, takes: () => this.#mayReadOn(), seen: new Set<string>() }
    for (const { selections, parent } of below) {
      for (const { node, condition } of selectedFields(selections, reading)) {
        const key = (node.alias ?? node.name).value
        const asking = fields.get(key) ?? { name: node.name.value, places: [] }
        asking.places.push({ node, parent: this.#type(condition) ?? parent })
        fields.set(key, asking)
      }
    }
    return fields
  }

  #mayReadOn(): boolean {
    this.#selectionsRead += 1
    return !this.isTangled
  }

  #noteMoment({ places }: Asking): void {
    const given = places[0]?.node.arguments?.find(({ name }) => name.value === 'at')?.value
    if (given && this.#valueOf(given) !== null) this.#moments.add(print(given))
  }

  /** A page is read whole, whatever of it is asked for. 0 for a field that is none. */
  #pageSize(asking: Asking): number {
    const {
      name,
      places: [place],
    } = asking
    const isPage = fieldOf(place?.parent, name)?.args.some((one) => one.name === 'first')
    return isPage ? (this.#sizeOf(asking) ?? 0) : 0
  }

  /** Null when the field takes none. */
  #sizeOf({ name, places: [place] }: Asking): number | null {
    const argument = fieldOf(place?.parent, name)?.args.find((one) => sizeArguments.has(one.name))
    if (!argument) return null
    const given = place?.node.arguments?.find((one) => one.name.value === argument.name)?.value
    const size = (given && this.#valueOf(given)) ?? argument.defaultValue
    if (typeof size === 'number') return Math.min(largestSize, Math.max(1, size))
    return size == null && isNullableType(argument.type) ? this.#longestList(place?.node) : largestSize
  }

  #longestList(node: FieldNode | undefined): number {
    const lists = (node?.arguments ?? []).map(({ value }) => this.#valueOf(value)).filter(Array.isArray)
    return Math.min(largestSize, Math.max(unsaidSize, ...lists.map(({ length }) => length)))
  }

  /** A number, null or a list (of whatever stands there), or what a variable holds; undefined for anything else. */
  #valueOf(value: ValueNode): unknown {
    if (value.kind === Kind.NULL) return null
    if (value.kind === Kind.INT) return Number(value.value)
    if (value.kind === Kind.LIST) return value.values
    if (value.kind !== Kind.VARIABLE) return undefined
    const { definition, variables } = this.#operation
    const name = value.name.value
    if (Object.hasOwn(variables, name)) return variables[name]
    const declared = definition.variableDefinitions?.find(({ variable }) => variable.name.value === name)
    return declared?.defaultValue && this.#valueOf(declared.defaultValue)
  }

  #type(condition: { readonly name: { readonly value: string } } | undefined): GraphQLNamedType | undefined {
    return condition && this.#operation.schema.getType(condition.name.value)
  }
}

function fieldOf(parent: GraphQLNamedType | undefined, name: string) {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
}
