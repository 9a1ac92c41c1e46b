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
