import { isNestedTooDeep } from '../graphql/pipeline/nesting.js'
import { isObject, namesPersisted, problemOf, tooDeep } from '../graphql/pipeline/request-params.js'

/** The messages that a client may send (graphql-transport-ws). */
const types = ['connection_init', 'ping', 'pong', 'subscribe', 'complete']

/** A message that fits the protocol. */
export interface ClientMessage {
  readonly type: string
  readonly id: string | undefined
  readonly payload: Readonly<Record<string, unknown>> | undefined
}

/**
 * Reads what a client sent. `refused` says why it is not a valid message, for the close frame. graphql-ws requires a
 * `query`. An operation that names a persisted document gets an empty one here, so that it is refused later with an
 * error of its own.
 */
export function readMessage(text: string, isBinary: boolean): ClientMessage | { readonly refused: string } {
  if (isBinary) return { refused: 'Invalid message received: binary, send JSON as text' }
  const message = jsonOf(text)
  if (!isObject(message)) return { refused: 'Invalid message received: not a JSON object' }
  const { type } = message
  if (typeof type !== 'string' || !types.includes(type)) {
    return { refused: `Invalid message received: "type" is none of ${types.join(', ')}` }
  }
  const problem = wrongId(type, message.id) ?? wrongPayload(type, message.payload)
  if (problem !== null) return { refused: `Invalid message received: ${problem}` }
  return { type, id: textOf(message.id), payload: payloadOf(type, message.payload) }
}

function wrongId(type: string, id: unknown): string | null {
  const isOperation = type === 'subscribe' || type === 'complete'
  return isOperation && !textOf(id) ? '"id" must be a text that is not empty' : null
}

function wrongPayload(type: string, payload: unknown): string | null {
  if (type === 'complete') return null
  if (!isObject(payload)) return type !== 'subscribe' && payload == null ? null : '"payload" must be an object'
  if (isNestedTooDeep(payload)) return tooDeep
  if (type !== 'subscribe' || namesPersisted(payload)) return null
  return problemOf(payload)?.message ?? null
}

function payloadOf(type: string, payload: unknown): ClientMessage['payload'] {
  if (!isObject(payload) || type === 'complete') return undefined
  return type === 'subscribe' && namesPersisted(payload) ? { query: '', extensions: { persistedQuery: {} } } : payload
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
