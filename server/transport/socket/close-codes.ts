/**
 * Our codes for closing a WebSocket. Clients connect again after the first two. graphql-ws has codes of its own for what breaks
 * the protocol (4400, 4401, 4406, 4408, 4409, 4429).
 */
export const closeCodes = {
  /** The server stops or restarts. */
  serviceRestart: 1012,
  /** The reader fell behind. It may connect again and resume. */
  tryAgainLater: 1013,
  /** The client sends too much. graphql-ws uses it for a second `connection_init`, and its clients do not come back. */
  tooManyRequests: 4429,
} as const

/** The reason in a close frame has at most this many bytes (RFC 6455, 5.5). */
const longestReasonBytes = 123

/** What takes the place of the words that are left out. */
const more = '…'

/** A longer word was sent by somebody. Its beginning says more than nothing of it. */
const longestWord = 30

/** The beginning of a reason that fits into a close frame. It ends with a word, and no character is cut in two. */
export function fittingReason(reason: string): string {
  const encoder = new TextEncoder()
  if (encoder.encode(reason).length <= longestReasonBytes) return reason
  const room = new Uint8Array(longestReasonBytes - encoder.encode(more).length)
  const beginning = reason.slice(0, encoder.encodeInto(reason, room).read)
  const end = reason.charAt(beginning.length) === ' ' ? beginning.length : beginning.lastIndexOf(' ')
  const isWord = beginning.length - end <= longestWord
  return `${(isWord ? beginning.slice(0, end) : beginning).trimEnd()}${more}`
}
