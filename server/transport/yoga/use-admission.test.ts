import { EventEmitter } from 'node:events'
import { createSchema, createYoga } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { admissionFor } from '../../../tests/support/admission.js'
import { viewerOf, type Viewer } from '../../auth/viewer.js'
import type { Answer } from '../answers/answer.js'
import type { TransportContext } from './transport-context.js'
import { useAdmission } from './use-admission.js'

const source = { key: '192.0.2.1', isLoopback: false }
const viewer = viewerOf('token:1', [])

const schema = createSchema<TransportContext>({
  typeDefs: `
    type Query { well: Int }
    type Mutation { openAccount: Int, placeOrder: Int }
    type Subscription { ticks: Int }
  `,
  resolvers: {
    Query: { well: () => 1 },
    Mutation: { openAccount: () => 1, placeOrder: () => 1 },
    Subscription: {
      ticks: {
        async *subscribe() {
          await Promise.resolve()
          yield { ticks: 1 }
        },
      },
    },
  },
})

interface Asked {
  readonly by?: Viewer
  readonly operationName?: string
  readonly variables?: object
}

/** An API with these limits, and what it says to a document. */
function apiWith(limits: Record<string, string>) {
  const plugins = [useAdmission(admissionFor(limits))]
  const yoga = createYoga<TransportContext>({ schema, plugins, logging: false })
  return async (query: string, { by, operationName, variables }: Asked = {}) => {
    const answer = new EventEmitter()
    const whenOver = (act: () => void) => void answer.once('over', act)
    const context = { source, answer: { whenOver } as Answer, connection: {}, ...(by && { viewer: by }) }
    const response = await yoga.fetch(
      'http://here/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
        body: JSON.stringify({ query, operationName, variables }),
      },
      context,
    )
    const text = await response.text()
    return { text, status: response.status, leave: () => answer.emit('over') }
  }
}

describe('operations', () => {
  it('hold what was read of their requests until they are answered, and are refused above the bytes of their address', async () => {
    const ask = apiWith({ LIMIT_HELD_BYTES_PER_ADDRESS: '100000' })
    const variables = { any: Array.from({ length: 1_000 }, () => ({})) }
    const first = await ask('{ well }', { variables })
    expect(first.text).toBe('{"data":{"well":1}}')
    const refused = await ask('{ well }', { variables })
    expect(refused).toMatchObject({ status: 429, text: expect.stringContaining('"TOO_MANY_OPERATIONS"') as string })
    for (const { leave } of [first, refused]) leave()
    expect((await ask('{ well }', { variables })).text).toBe('{"data":{"well":1}}')
  })

  it('are refused before they run, above the limit of their caller', async () => {
    const ask = apiWith({ LIMIT_OPERATIONS_PER_SECOND: '2' })
    for (let count = 0; count < 2; count += 1) expect((await ask('{ well }')).text).toBe('{"data":{"well":1}}')
    const { text, status } = await ask('{ well }')
    expect([status, text]).toEqual([429, expect.stringContaining('"code":"RATE_LIMITED"')])
    expect(text).not.toContain('"data"')
    expect((await ask('{ well }', { by: viewer })).status).toBe(200)
  })
})

describe('writes', () => {
  it('are refused above the limit, each mutation of an operation counted', async () => {
    const ask = apiWith({ LIMIT_WRITES_PER_MINUTE: '3' })
    expect((await ask('mutation { a: placeOrder ...More } fragment More on Mutation { b: placeOrder }')).status).toBe(
      200,
    )
    const refused = await ask('mutation { a: placeOrder, b: placeOrder }')
    expect(refused.status).toBe(429)
    expect(refused.text).toContain('at most 3 a minute')
    expect(refused.text).toContain('"code":"RATE_LIMITED"')
    expect(refused.text).not.toContain('"placeOrder":1')
    expect((await ask('mutation { placeOrder }', { by: viewer })).text).toContain('"placeOrder":1')
  })

  it('are counted of the operation that runs', async () => {
    const ask = apiWith({ LIMIT_WRITES_PER_MINUTE: '1' })
    const document = 'query Read { well } mutation Write { a: placeOrder, b: placeOrder }'
    expect((await ask(document, { operationName: 'Read' })).status).toBe(200)
    expect((await ask(document, { operationName: 'Write' })).status).toBe(429)
  })

  it('are not what queries do', async () => {
    const ask = apiWith({ LIMIT_WRITES_PER_MINUTE: '1' })
    for (let count = 0; count < 3; count += 1) expect((await ask('{ a: well, b: well }')).status).toBe(200)
    expect((await ask('mutation { placeOrder }')).status).toBe(200)
    expect((await ask('mutation { placeOrder }')).status).toBe(429)
    expect((await ask('{ well }')).status).toBe(200)
  })
})

describe('accounts', () => {
  it('are refused above the limit, and other writes are not', async () => {
    const ask = apiWith({ LIMIT_ACCOUNTS_PER_HOUR: '2' })
    for (let count = 0; count < 3; count += 1) expect((await ask('mutation { placeOrder }')).status).toBe(200)
    expect((await ask('mutation { a: openAccount, b: openAccount, c: placeOrder }')).status).toBe(200)
    const refused = await ask('mutation { openAccount }')
    expect(refused.status).toBe(429)
    expect(refused.text).toContain('at most 2 an hour')
    expect(refused.text).not.toContain('"openAccount":1')
    expect((await ask('mutation { placeOrder }')).status).toBe(200)
  })
})

describe('subscriptions', () => {
  it('are refused while as many run as may, until an answer is over', async () => {
    const ask = apiWith({ LIMIT_SUBSCRIPTIONS_PER_SOURCE: '1' })
    const { text, leave } = await ask('subscription { ticks }')
    expect(text).toContain('"ticks":1')
    const refused = await ask('subscription { ticks }')
    expect(refused.text).toContain('"code":"TOO_MANY_OPERATIONS"')
    expect(refused.text).not.toContain('"ticks":1')
    leave()
    expect((await ask('subscription { ticks }')).text).toContain('"ticks":1')
  })
})
