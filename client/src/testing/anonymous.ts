import type { Credentials } from '../transport/live-transport.js'

/** Nobody is signed in. */
export const anonymous: Credentials = {
  token: () => Promise.resolve(null),
  accepted: () => undefined,
  refused: () => false,
}
