import { isRecord } from './readings.js'

/** The id of a request, as the answer repeats it. Null when the answer has none. */
type MessageId = number | string | null

/** One frame of the exchange. Only its envelope is read. */
export type DeribitMessage =
  | { readonly kind: 'answer'; readonly id: MessageId; readonly result: unknown; readonly usOut: number | null }
  | { readonly kind: 'error'; readonly id: MessageId; readonly code: number; readonly message: string }
  | { readonly kind: 'notification'; readonly channel: string; readonly data: unknown }
  | { readonly kind: 'heartbeat'; readonly testRequest: boolean }
  | { readonly kind: 'unknown'; readonly why: string }

/** Reads a frame's text. It never throws: anything but a Deribit message becomes `unknown` and says why. */
export function parseMessage(text: string): DeribitMessage {
  try {
    return readMessage(JSON.parse(text))
  } catch {
    return { kind: 'unknown', why: 'not JSON' }
  }
}

/** Reads a frame that is already parsed. It never throws. */
export function readMessage(frame: unknown): DeribitMessage {
  if (!isRecord(frame)) return { kind: 'unknown', why: 'not an object' }
  if (frame.method === 'subscription') return readNotification(frame.params)
  if (frame.method === 'heartbeat') {
    return { kind: 'heartbeat', testRequest: isRecord(frame.params) && frame.params.type === 'test_request' }
  }
  if (frame.error !== undefined) return readError(frame.id, frame.error)
  if (frame.result === undefined) return { kind: 'unknown', why: 'neither notification nor answer' }
  const usOut = typeof frame.usOut === 'number' ? frame.usOut : null
  return { kind: 'answer', id: readId(frame.id), result: frame.result, usOut }
}

function readNotification(params: unknown): DeribitMessage {
  if (!isRecord(params) || typeof params.channel !== 'string') return { kind: 'unknown', why: 'no channel' }
  return { kind: 'notification', channel: params.channel, data: params.data }
}

/** `data` of an error is an object, a string or missing, depending on the code. Nobody needs it. */
function readError(id: unknown, error: unknown): DeribitMessage {
  if (!isRecord(error) || typeof error.code !== 'number') return { kind: 'unknown', why: 'error without a code' }
  const message = typeof error.message === 'string' ? error.message : 'no message'
  return { kind: 'error', id: readId(id), code: error.code, message }
}

function readId(id: unknown): MessageId {
  return typeof id === 'number' || typeof id === 'string' ? id : null
}
