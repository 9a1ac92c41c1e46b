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

/** The beginning of a reason that fits into a close frame. No character is cut in two. */
export function fittingReason(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(longestReasonBytes))
  return reason.slice(0, read)
}
