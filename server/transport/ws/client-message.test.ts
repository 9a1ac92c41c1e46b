import { describe, expect, it } from 'vitest'
import { maxNesting } from '../../graphql/pipeline/nesting.js'
import { readMessage } from './client-message.js'

const read = (message: unknown) => readMessage(JSON.stringify(message), false)
const payload = { query: '{ a }' }
/** With the quotes and the name around it, as long as it may be. */
const longest = 'x'.repeat(16_384 - '{"authorization":""}'.length)
const longestInPing = 'x'.repeat(1_024 - '{"type":"ping","payload":{"a":""}}'.length)
/** As many lists within each other. */
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])

describe('a message', () => {
  it.each<[object, object]>([
    [{ type: 'connection_init' }, { type: 'connection_init' }],
    [
      { type: 'connection_init', payload: { authorization: 'x' } },
      { type: 'connection_init', payload: { authorization: 'x' } },
    ],
    [
      { type: 'connection_init', payload: { Authorization: 'x', more: 1, headers: { authorization: 'y', more: 1 } } },
      { type: 'connection_init', payload: { Authorization: 'x', headers: { authorization: 'y' } } },
    ],
    [
      { type: 'connection_init', payload: { xauthorization: 'x', authorizations: 'y' } },
      { type: 'connection_init', payload: {} },
    ],
    [
      { type: 'connection_init', payload: { authorization: longest } },
      { type: 'connection_init', payload: { authorization: longest } },
    ],
    [
      { type: 'ping', payload: { a: longestInPing } },
      { type: 'ping', payload: { a: longestInPing } },
    ],
    [
      { type: 'complete', id: 'x'.repeat(128) },
      { type: 'complete', id: 'x'.repeat(128) },
    ],
    [{ type: 'ping', payload: null }, { type: 'ping' }],
    [
      { type: 'pong', id: 'a', more: 1 },
      { type: 'pong', id: 'a' },
    ],
    [{ type: 'ping', id: 5 }, { type: 'ping' }],
    [
      { type: 'complete', id: 'a', payload: [] },
      { type: 'complete', id: 'a' },
    ],
    [
      { type: 'complete', id: 'a', payload: {} },
      { type: 'complete', id: 'a' },
    ],
    [
      { type: 'subscribe', id: 'a', payload },
      { type: 'subscribe', id: 'a', payload },
    ],
    [
      { type: 'subscribe', id: 'a', payload: { ...payload, variables: { a: nested(maxNesting - 2) } } },
      { type: 'subscribe', id: 'a', payload: { ...payload, variables: { a: nested(maxNesting - 2) } } },
    ],
  ])('%j is read', (message, expected) => {
    expect(read(message)).toEqual({ id: undefined, payload: undefined, ...expected })
  })

  it.each([{ documentId: '1' }, { query: '', extensions: { persistedQuery: { version: 1 } } }])(
    'that names a persisted document is read as one without a text: %j',
    (named) => {
      expect(read({ type: 'subscribe', id: 'a', payload: named })).toEqual({
        type: 'subscribe',
        id: 'a',
        payload: { query: '', extensions: { persistedQuery: {} } },
      })
    },
  )

  it('that names a document that the server knows gets its text', () => {
    const known = { textOf: (id: string) => (id === 'one' ? '{ a }' : undefined), knows: () => true }
    const readKnown = (message: object) => readMessage(JSON.stringify(message), false, known)
    expect(readKnown({ type: 'subscribe', id: 'a', payload: { documentId: 'one' } })).toMatchObject({ payload })
    expect(readKnown({ type: 'ping', payload: { documentId: 'one' } })).toMatchObject({
      payload: { documentId: 'one' },
    })
  })

  it('keeps what only looks like a persisted document in another message', () => {
    expect(read({ type: 'ping', payload: { id: '1' } })).toMatchObject({ payload: { id: '1' } })
  })

  it.each<[unknown, string]>([
    [null, 'not a JSON object'],
    [[1], 'not a JSON object'],
    ['x', 'not a JSON object'],
    [{}, '"type" is none of connection_init, ping, pong, subscribe, complete'],
    [{ type: 5 }, '"type" is none of'],
    [{ type: 'next' }, '"type" is none of'],
    [{ type: 'subscribe', payload }, '"id" must be a text of 1 to 128 characters'],
    [{ type: 'subscribe', id: '', payload }, '"id" must be a text of 1 to 128 characters'],
    [{ type: 'subscribe', id: 'x'.repeat(129), payload }, '"id" must be a text of 1 to 128 characters'],
    [
      { type: 'connection_init', payload: { authorization: `${longest}x` } },
      '"authorization" may have at most 16384 characters',
    ],
    [{ type: 'complete', id: 5 }, '"id" must be a text of 1 to 128 characters'],
    [{ type: 'ping', payload: { a: `${longestInPing}x` } }, '"ping" may have at most 1024 characters'],
    [{ type: 'pong', payload: { a: `${longestInPing}x` } }, '"pong" may have at most 1024 characters'],
    [{ type: 'complete', id: 'a', more: longest }, '"complete" may have at most 1024 characters'],
    [{ type: 'ping', payload: [] }, '"payload" must be an object'],
    [{ type: 'subscribe', id: 'a' }, '"payload" must be an object'],
    [{ type: 'subscribe', id: 'a', payload: null }, '"payload" must be an object'],
    [{ type: 'ping', payload: { a: nested(maxNesting) } }, `nested deeper than ${maxNesting} levels`],
    [{ type: 'subscribe', id: 'a', payload: {} }, '"query" is missing'],
    [{ type: 'subscribe', id: 'a', payload: { query: 5 } }, '"query" must be a text, not a number'],
    [
      { type: 'subscribe', id: 'a', payload: { documentId: '1', variables: { a: nested(maxNesting) } } },
      `nested deeper than ${maxNesting} levels`,
    ],
  ])('%j is refused, saying why', (message, why) => {
    const { refused } = read(message) as { refused: string }
    expect(refused).toMatch(/^Invalid message received: /)
    expect(refused).toContain(why)
  })

  it.each([
    ['{"type":"ping","type":"pong"}', 'A part'],
    ['{"type":"subscribe","id":"1","id":"2","payload":{"query":"{ a }"}}', '"id"'],
    ['{"type":"subscribe","id":"1","payload":{"query":"{ a }"},"payload":{"query":"{ b }"}}', 'A part'],
    ['{"type":"subscribe","id":"1","payload":{"query":"{ a }","qu\\u0065ry":"{ b }"}}', '"query"'],
    ['{"type":"connection_init","payload":{"authorization":"x","authorization":"y"}}', 'A part'],
  ])('with a part that is there twice is refused: %s', (text, shown) => {
    expect(readMessage(text, false)).toEqual({ refused: `Invalid message received: ${shown} is given more than once.` })
  })

  it('may name the same variable in two objects', () => {
    const text = '{"type":"subscribe","id":"1","payload":{"query":"{ a }","variables":{"x":{"id":1},"id":2}}}'
    expect(readMessage(text, false)).toMatchObject({ id: '1' })
  })

  it('that is not JSON, or not text, is refused', () => {
    expect(readMessage('{', false)).toEqual({ refused: 'Invalid message received: not a JSON object' })
    expect(readMessage(JSON.stringify({ type: 'ping' }), true)).toEqual({
      refused: 'Invalid message received: binary, send JSON as text',
    })
  })
})
