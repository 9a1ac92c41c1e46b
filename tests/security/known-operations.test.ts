import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripIgnoredCharacters } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dashboardOperations } from '../../server/graphql/generated/dashboard-operations.js'
import { send, transports } from '../support/api/transports.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { temporaryDir, type TemporaryDir } from '../support/temporary-dir.js'

const prices = 'query Prices { marketData { currency indexPriceUsd } }'
const price = { marketData: { currency: 'BTC', indexPriceUsd: 84_000 } }
const sha256 = createHash('sha256').update('any name').digest('hex')
const named = { prices, [`sha256:${sha256}`]: prices }

let folder: TemporaryDir
let server: TestServer
beforeAll(async () => {
  folder = temporaryDir()
  const file = join(folder.path, 'known.json')
  writeFileSync(file, JSON.stringify(named))
  server = await startOpen({ OPERATIONS: 'persisted', OPERATIONS_FILE: file })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

describe.each(transports)('over %s', (transport) => {
  it.each([
    ['the document', { query: prices }],
    ['the document in another layout', { query: stripIgnoredCharacters(prices) }],
    [
      'the document with other order and comments',
      { query: '# Prices\nquery Prices { marketData { indexPriceUsd currency } }' },
    ],
    ['its id', { documentId: 'prices' }],
    ['its hash', { extensions: { persistedQuery: { version: 1, sha256Hash: sha256 } } }],
    ['the document, with a hash of its own', { query: prices, extensions: { persistedQuery: { sha256Hash: 'x' } } }],
  ])('a known operation runs by %s', async (_by, sent) => {
    expect((await send(server, transport, sent)).data).toEqual(price)
  })

  it.each([
    ['another document', { query: 'query Prices { marketData { currency } }' }],
    ['the same under another name', { query: prices.replace('Prices', 'Other') }],
    ['a known one with another beside it', { query: `${prices} query B { __typename }`, operationName: 'B' }],
    ['an unknown id', { documentId: 'other' }],
    ['an unknown hash', { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['a mutation', { query: 'mutation { __typename }' }],
  ])('%s is refused', async (_what, sent) => {
    const { data, errors, status } = await send(server, transport, sent)
    expect(data ?? null).toBeNull()
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['OPERATION_NOT_ALLOWED'])
    expect(status).toBeLessThan(500)
  })
})

it('all operations of the dashboard are known, as urql sends them', async () => {
  using socket = await new SocketClient(server.wsUrl).init()
  for (const [index, text] of dashboardOperations.entries()) {
    // Without its variables an operation is refused later, or runs.
    socket.subscribe(`${index}`, `# Name\n${stripIgnoredCharacters(text)}`)
  }
  socket.subscribe('unknown', '{ __typename }')
  for (let message = await socket.next(); message.id !== 'unknown'; message = await socket.next()) {
    expect(JSON.stringify(message)).not.toContain('OPERATION_NOT_ALLOWED')
  }
})

it.each([
  ['is missing', null],
  ['is no JSON', 'query'],
  ['holds a list', '[]'],
  ['holds what is no text', '{"a":1}'],
  ['holds what is no GraphQL', '{"a":"{"}'],
])('a server whose file %s does not start, and says so', async (_what, text) => {
  const file = join(folder.path, 'broken.json')
  if (text !== null) writeFileSync(file, text)
  await expect(startServer({}, { OPERATIONS: 'persisted', OPERATIONS_FILE: file })).rejects.toThrow(
    `OPERATIONS_FILE=${file} cannot be used`,
  )
})
