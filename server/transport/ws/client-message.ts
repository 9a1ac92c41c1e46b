import type { KnownOperations } from '../../graphql/pipeline/known-operations.js'
import { isNestedTooDeep } from '../../graphql/pipeline/nesting.js'
import {
  givenTwice,
  isObject,
  namesPersisted,
  problemOf,
  tooDeep,
  withKnownText,
} from '../../graphql/pipeline/request-params.js'
import { jsonKeyTwice } from '../../lib/json-key-twice.js'

/** How long the id of an operation may be, in characters. It stands in each of its messages. */
export const maxIdLength = 128
/** How long a message may be that is no operation and says nothing of who connects, in characters. */
const maxShortMessage = 1_024
/** How long a text of `connection_init` may be that says who connects, in characters. */
const maxAuthorizationLength = 16_384

/** A message and its payload, which has the parts of an operation. */
const levelsOfMessage = 2

/** The messages that a client may send (graphql-transport-ws). */
const types = ['connection_init', 'ping', 'pong', 'subscribe', 'complete']
const shortTypes = ['ping', 'pong', 'complete']

/** A message that fits the protocol. */
export interface ClientMessage {
  readonly type: string
  readonly id: string | undefined
  readonly payload: Readonly<Record<string, unknown>> | undefined
}

/**
 * Reads what a client sent. `refused` says why it is not a valid message, for the close frame. graphql-ws requires a
 * `query`. An operation that names a persisted document gets the text of a known one, or else an empty one, so that it
 * is refused later with an error of its own.
 */
export function readMessage(
  text: string,
  isBinary: boolean,
  known: KnownOperations | null = null,
): ClientMessage | { readonly refused: string } {
  if (isBinary) return { refused: 'Invalid message received: binary, send JSON as text' }
  const message = jsonOf(text)
  if (!isObject(message)) return { refused: 'Invalid message received: not a JSON object' }
  const { type } = message
  if (typeof type !== 'string' || !types.includes(type)) {
    return { refused: `Invalid message received: "type" is none of ${types.join(', ')}` }
  }
  if (text.length > maxShortMessage && shortTypes.includes(type)) {
    return { refused: `Invalid message received: "${type}" may have at most ${maxShortMessage} characters` }
  }
  const twice = jsonKeyTwice(text, levelsOfMessage)
  if (twice !== null) return { refused: `Invalid message received: ${givenTwice(twice)}` }
  const payload = type === 'subscribe' ? withKnownText(message.payload, known) : message.payload
  const problem = wrongId(type, message.id) ?? wrongPayload(type, payload)
  if (problem !== null) return { refused: `Invalid message received: ${problem}` }
  return { type, id: textOf(message.id), payload: payloadOf(type, payload) }
}

function wrongId(type: string, id: unknown): string | null {
  if (type !== 'subscribe' && type !== 'complete') return null
  const text = textOf(id)
  return text === undefined || text === '' || text.length > maxIdLength
    ? `"id" must be a text of 1 to ${maxIdLength} characters`
    : null
}

function wrongPayload(type: string, payload: unknown): string | null {
  if (type === 'complete') return null
  if (!isObject(payload)) return type !== 'subscribe' && payload == null ? null : '"payload" must be an object'
  if (isNestedTooDeep(payload)) return tooDeep
  if (type === 'connection_init' && JSON.stringify(credentialsIn(payload)).length > maxAuthorizationLength) {
    return `"authorization" may have at most ${maxAuthorizationLength} characters`
  }
  if (type !== 'subscribe' || namesPersisted(payload)) return null
  return problemOf(payload, null)?.message ?? null
}

function payloadOf(type: string, payload: unknown): ClientMessage['payload'] {
  if (!isObject(payload) || type === 'complete') return undefined
  if (type === 'connection_init') return credentialsIn(payload)
  return type === 'subscribe' && namesPersisted(payload) ? { query: '', extensions: { persistedQuery: {} } } : payload
}

/** What says who connects. graphql-ws keeps it while the socket is open, so nothing else goes with it. */
function credentialsIn(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { headers } = payload
  const inHeaders = isObject(headers) ? authorizationIn(headers) : []
  return {
    ...Object.fromEntries(authorizationIn(payload)),
    ...(inHeaders.length > 0 && { headers: Object.fromEntries(inHeaders) }),
  }
}

function authorizationIn(fields: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(fields).filter(([name]) => /^authorization$/i.test(name))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
