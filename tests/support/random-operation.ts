import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'

export interface RandomOperation {
  readonly field: string
  readonly query: string
  readonly variables: Record<string, unknown>
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const maxDepth = 4

/** A valid subscription with random fields, aliases, fragments, variables and directives; some arguments are refused. */
export function randomSubscription(schema: GraphQLSchema, seed: number): RandomOperation {
  return new Writer(schema, randomFrom(seed)).write()
}

class Writer {
  readonly #schema: GraphQLSchema
  readonly #random: () => number
  readonly #variables: Record<string, unknown> = {}
  readonly #definitions: string[] = []
  readonly #fragments: string[] = []
  #names = 0

  constructor(schema: GraphQLSchema, random: () => number) {
    this.#schema = schema
    this.#random = random
  }

  write(): RandomOperation {
    const root = this.#schema.getSubscriptionType()
    const field = this.#pick(Object.values(root?.getFields() ?? {}))
    const selected = this.#field(field, 0)
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : ''
    const name = this.#chance(0.5) ? ` Random` : ''
    return {
      field: field.name,
      query: [`subscription${name}${definitions} { ${selected} }`, ...this.#fragments].join('\n'),
      variables: this.#variables,
    }
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const alias = this.#chance(0.3) ? `${this.#name('alias')}: ` : ''
    const type = getNamedType(field.type)
    const selection = isObjectType(type) ? ` ${this.#selection(type, depth + 1)}` : ''
    const directive = depth > 0 ? this.#directive() : ''
    return `${alias}${field.name}${this.#arguments(field)}${directive}${selection}`
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < maxDepth || !isCompositeType(getNamedType(field.type)),
    )
    const count = 1 + Math.floor(this.#random() * Math.min(8, fields.length))
    const parts = Array.from({ length: count }, () => {
      const one = this.#field(this.#pick(fields), depth)
      // Two selections of a field with other arguments or sub-selections would conflict without an alias.
      const named = /^\w+: /.test(one) ? one : `${this.#name('own')}: ${one}`
      if (this.#chance(0.15)) return `... on ${type.name}${this.#directive()} { ${named} }`
      return this.#chance(0.1) ? this.#fragment(type, named) : named
    })
    return `{ __typename ${parts.join(' ')} }`
  }

  #fragment(type: GraphQLObjectType, selection: string): string {
    const name = this.#name('Fragment')
    this.#fragments.push(`fragment ${name} on ${type.name} { ${selection} }`)
    return `...${name}`
  }

  #directive(): string {
    if (!this.#chance(0.2)) return ''
    const condition = this.#chance(0.5) ? this.#variable('Boolean!', this.#chance(0.5)) : String(this.#chance(0.5))
    return ` @${this.#chance(0.5) ? 'include' : 'skip'}(if: ${condition})`
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.flatMap((argument) => {
      const type = getNamedType(argument.type)
      if (!isInputType(type) || isEnumType(type) || !this.#chance(0.6)) return []
      const value = this.#value(argument.name)
      if (value === undefined) return []
      const literal = this.#chance(0.5) ? this.#variable(String(argument.type), value) : JSON.stringify(value)
      return [`${argument.name}: ${literal}`]
    })
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  /** Undefined: not given. A number of points below 1 is refused where it stands, deep inside an event. */
  #value(name: string): unknown {
    switch (name) {
      case 'currency':
        return this.#pick(['BTC', 'ETH', 'BTC'])
      case 'limit':
        return this.#pick([1, 2, 5, 10, 40])
      case 'points':
        return this.#pick([1, 5, 240, 0])
      case 'delta':
        return this.#chance(0.5)
      case 'account':
        return 'momentum'
      default:
        return undefined
    }
  }

  #variable(type: string, value: unknown): string {
    const name = this.#name('v')
    this.#definitions.push(`$${name}: ${type}`)
    this.#variables[name] = value
    return `$${name}`
  }

  #name(kind: string): string {
    return `${kind}${(this.#names += 1)}`
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T
  }

  #chance(share: number): boolean {
    return this.#random() < share
  }
}
