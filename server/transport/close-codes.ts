/**
 * Why we close a WebSocket. graphql-ws adds its own for breaches of the protocol (4400, 4401, 4406, 4408, 4409, 4429).
 * Ours are codes after which clients connect again by themselves.
 */
export const closeCodes = {
  /** The server stops or restarts. */
  serviceRestart: 1012,
  /** The reader fell behind; it may connect again and resume. */
  tryAgainLater: 1013,
} as const

/** A close frame has room for so many bytes of reason (RFC 6455, 5.5). */
const longestReasonBytes = 123

/** As much of a reason as a close frame can hold, cut between characters. */
export function fittingReason(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(longestReasonBytes))
  return reason.slice(0, read)
}
