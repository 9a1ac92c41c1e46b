import type { Duplex } from 'node:stream'

/** Answers an upgrade with no more than a status. The connection is gone as soon as the answer is out of our hands. */
export function refuseUpgrade(stream: Duplex, status: string): void {
  stream.once('finish', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
