import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNullableType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { usualChainLimit } from '../../domain/limits.js'
import { fragmentsOf, selectedFields } from './selected-fields.js'

/** What an operation asks for, of a schema and with the values of its variables. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly definition: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

export interface Asked {
  readonly rootFields: number
  /** The sum over all root fields. Infinite if the document is too tangled to add it up. */
  readonly sum: number
}

/** Arguments that say how much a field answers. */
const sizeArguments = new Set(['first', 'limit', 'points'])

/** How a size that is left out counts: as the longest list that the field names, or as so many. */
const unsaidSize = usualChainLimit
/** A larger size counts as this. The field itself refuses it, in its own words. */
const largestSize = 5_000
/** How a list without a size counts: accounts, positions, expiries. Such lists are about as long and seldom longer. */
const unsizedList = 100
/** The same for a list within a list, and for introspection. */
const innerList = 10
/** Fragments within fragments can make a short document endless. Reading stops after so many selections. */
const mostSelections = 20_000

/** One field of an answer, with the places and types where the document asks for it. */
interface Asking {
  readonly name: string
  readonly places: { readonly node: FieldNode; readonly parent: GraphQLNamedType | undefined }[]
}

/**
 * Adds up how much the root fields ask for. A field counts as its `first`, `limit` or `points`. A list without these
 * counts as `unsizedList` or `innerList`, anything else as 1. A field below them counts once for each name under which
 * it is asked for.
 */
export function askedFor(operation: Operation): Asked {
  const reader = new Reader(operation)
  const { definition, schema } = operation
  const root = schema.getRootType(definition.operation) ?? undefined
  const fields = [...reader.collect([{ selections: definition.selectionSet, parent: root }]).values()]
  const sum = fields.reduce((total, field) => total + reader.weightOf(field), 0)
  return { rootFields: fields.length, sum: reader.isTangled ? Infinity : sum }
}

interface Below {
  readonly selections: SelectionSetNode
  readonly parent: GraphQLNamedType | undefined
}

class Reader {
  readonly #operation: Operation
  readonly #fragmentOf: ReturnType<typeof fragmentsOf>
  #selectionsRead = 0

  constructor(operation: Operation) {
    this.#operation = operation
    this.#fragmentOf = fragmentsOf(operation.document)
  }

  /** Whether reading stopped before the end. */
  get isTangled(): boolean {
    return this.#selectionsRead > mostSelections
  }

  /** The fields of an answer by their names in it. A field counts even if `@skip` leaves it out. */
  collect(below: readonly Below[]): Map<string, Asking> {
    const fields = new Map<string, Asking>()
    const reading = { fragmentOf: this.#fragmentOf, takes: () => this.#mayReadOn(), seen: new Set<string>() }
    for (const { selections, parent } of below) {
      for (const { node, condition } of selectedFields(selections, reading)) {
        const key = node.alias?.value ?? node.name.value
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

  /** How much one field answers: its size, times the largest sum of one field below it over all its names. */
  weightOf(asking: Asking, above: Above = nothingAbove): number {
    if (this.isTangled) return Infinity
    const given = this.#sizeOf(asking)
    const listed = this.#listedBy(asking)
    const size = given ?? (listed && !above.isSized ? lengthOf(listed, above) : 1)
    const here = { isSized: !listed && (given !== null || above.isSized), isList: above.isList || size > 1 }
    const below = asking.places.flatMap(({ node, parent }) => {
      const type = fieldOf(parent, asking.name)?.type
      return node.selectionSet ? [{ selections: node.selectionSet, parent: type && getNamedType(type) }] : []
    })
    const sums = new Map<string, number>()
    for (const field of this.collect(below).values()) {
      sums.set(field.name, (sums.get(field.name) ?? 0) + this.weightOf(field, here))
    }
    return size * Math.max(1, ...sums.values())
  }

  /** The type of the objects that the field lists; null when it lists none. */
  #listedBy({ name, places: [place] }: Asking): GraphQLNamedType | null {
    const type = fieldOf(place?.parent, name)?.type
    if (type === undefined || !isListType(getNullableType(type))) return null
    const listed = getNamedType(type)
    return isCompositeType(listed) ? listed : null
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

  /** A number, a list (of whatever stands there) or null; undefined for anything else. */
  #valueOf(value: ValueNode): unknown {
    if (value.kind === Kind.INT) return Number(value.value)
    if (value.kind === Kind.LIST) return value.values
    if (value.kind === Kind.NULL) return null
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

/**
 * What is above a field. `isSized`: the size there is the size of this list, as with `edges`. `isList`: it is in a
 * list.
 */
interface Above {
  readonly isSized: boolean
  readonly isList: boolean
}

const nothingAbove: Above = { isSized: false, isList: false }

function lengthOf(listed: GraphQLNamedType, { isList }: Above): number {
  return isList || isIntrospectionType(listed) ? innerList : unsizedList
}

const metaFields = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]))

function fieldOf(parent: GraphQLNamedType | undefined, name: string) {
  const own = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
  return own ?? metaFields.get(name)
}
