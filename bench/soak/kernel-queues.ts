import { readFileSync } from 'node:fs'

/**
 * Bytes that the kernel holds between a server and a client of the loopback, in both of their buffers; null without a
 * `/proc`. While the client reads nothing, it grows exactly as the server makes progress.
 */
export function bytesInKernel(clientPort: number): number | null {
  const port = `:${clientPort.toString(16).toUpperCase().padStart(4, '0')}`
  try {
    const connections = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)
    return connections.reduce((sum, line) => sum + bytesOf(line.trim().split(/\s+/), port), 0)
  } catch {
    return null
  }
}

/** Addresses are `hex:port`; the queues are `sent and not acknowledged:received and not read`, in hexadecimal. */
function bytesOf([, local = '', remote = '', , queues = '0:0']: readonly string[], port: string): number {
  const [sending = 0, received = 0] = queues.split(':').map((hex) => parseInt(hex, 16))
  if (local.endsWith(port)) return received
  return remote.endsWith(port) ? sending : 0
}
