import type { ConnectionSource } from '../transport/live-transport.js'

/** Nothing is asked of the server then: the transport alone looks whether it is back. */
export function isLost(connection: ConnectionSource): boolean {
  return 'lostAtMs' in connection.current()
}
