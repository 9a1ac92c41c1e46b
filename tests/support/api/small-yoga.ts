import { createSchema, createYoga, type Plugin, type YogaInitialContext } from 'graphql-yoga'

export interface SmallAnswer {
  readonly status: number
  readonly data?: unknown
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly string[]
    readonly locations?: readonly object[]
    readonly extensions?: Record<string, unknown>
  }[]
}

interface Asking {
  readonly accept?: string
  /** What the server knows of the request. */
  readonly context?: object
}

type Resolvers = NonNullable<Parameters<typeof createSchema<YogaInitialContext>>[0]['resolvers']>

/** Yoga with a schema of its own and the plugins that a test is about. Faults are not masked. */
export function smallYoga(typeDefs: string, resolvers: Resolvers, plugins: () => readonly object[]) {
  const schema = createSchema({ typeDefs, resolvers })
  /** Sends an operation, or a request with more than that. */
  return async (asked: string | object, { accept = 'application/json', context = {} }: Asking = {}) => {
    const yoga = createYoga<object>({ schema, plugins: plugins() as Plugin[], maskedErrors: false, logging: false })
    const headers = { 'content-type': 'application/json', accept }
    const body = JSON.stringify(typeof asked === 'string' ? { query: asked } : asked)
    const response = await yoga.fetch('http://here/graphql', { method: 'POST', headers, body }, context)
    return { status: response.status, ...(JSON.parse(await response.text()) as object) } as SmallAnswer
  }
}
