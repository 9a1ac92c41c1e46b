import { expect, it } from 'vitest'
import { deflateOptions, inflatesSharedPayloads } from './permessage-deflate.js'

const answer = (extensions: string) => ['HTTP/1.1 101 Switching Protocols', `Sec-WebSocket-Extensions: ${extensions}`]

it.each([
  ['permessage-deflate; server_no_context_takeover', true],
  ['permessage-deflate; server_no_context_takeover; server_max_window_bits=15', true],
  ['permessage-deflate; server_no_context_takeover; server_max_window_bits=12', false],
  ['permessage-deflate; server_no_context_takeover; client_max_window_bits=12', true],
  ['permessage-deflate', false],
  ['x-other; server_no_context_takeover', false],
])('a reader that agreed to %j inflates what is compressed once: %s', (extensions, inflates) => {
  expect(inflatesSharedPayloads(answer(extensions))).toBe(inflates)
})

it('a reader that agreed to nothing does not inflate', () => {
  const another = 'X-Of-Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover'
  expect(inflatesSharedPayloads([another])).toBe(false)
  expect(inflatesSharedPayloads(['HTTP/1.1 101 Switching Protocols'])).toBe(false)
})

it('neither side keeps what it compressed before', () => {
  expect(deflateOptions).toMatchObject({ serverNoContextTakeover: true, clientNoContextTakeover: true })
})
