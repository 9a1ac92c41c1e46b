import { isObject, namesPersisted, wrongType } from '../graphql/request-params.js'

/** The messages that a client may send (graphql-transport-ws). */
const types = new Set(['connection_init', 'ping', 'pong', 'subscribe', 'complete'])

export type ClientMessage = { readonly text: string } | { readonly refused: string }

/** What tells the pipeline that the text of the document is not there. */
const persisted = { persistedQuery: {} }

/**
 * A message as graphql-ws takes it, or why it is none, for the reason of the close. graphql-ws wants a `query` of every
 * operation; one that names a persisted document has an empty one from here on, and is refused by its id.
 */
export function clientMessage(text: string, isBinary: boolean): ClientMessage {
  if (isBinary) return { refused: 'Invalid message received: binary, send JSON as text' }
  const message = jsonOf(text)
  if (!isObject(message)) return { refused: 'Invalid message received: not a JSON object' }
  const { type, payload } = message
  if (typeof type !== 'string' || !types.has(type)) {
    return { refused: `Invalid message received: "type" is none of ${[...types].join(', ')}` }
  }
  const problem = problemOf(type, message)
  if (problem !== null) return { refused: `Invalid message received: ${problem}` }
  if (type !== 'subscribe' || !namesPersisted(payload)) return { text }
  return { text: JSON.stringify({ ...message, payload: { ...payload, query: '', extensions: persisted } }) }
}

/** Which part is not as the protocol has it. */
function problemOf(type: string, { id, payload }: Record<string, unknown>): string | null {
  const isOperation = type === 'subscribe' || type === 'complete'
  if (isOperation && (typeof id !== 'string' || id === '')) return '"id" must be a text that is not empty'
  if (type === 'complete') return null
  if (!isObject(payload)) return type !== 'subscribe' && payload == null ? null : '"payload" must be an object'
  if (type !== 'subscribe') return null
  return wrongType(payload) ?? (payload.query == null && !namesPersisted(payload) ? '"query" is missing' : null)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
