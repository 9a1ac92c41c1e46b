import type { IncomingMessage } from 'node:http'

/** How long it may take is bounded for it as for any request. */
const mostBytes = 16_777_216

/** Reads what is left of a body, up to so many bytes, for nothing, and then goes on; at once when nothing is left. */
export function dropBody(request: IncomingMessage, goOn: () => void): void {
  const { headers, complete, destroyed } = request
  const hasBody = 'content-length' in headers || 'transfer-encoding' in headers
  if (!hasBody || complete || destroyed) return goOn()
  let bytes = 0
  const over = () => {
    request.off('data', count).off('end', over).off('close', over)
    goOn()
  }
  const count = ({ length }: Buffer) => {
    bytes += length
    if (bytes > mostBytes) over()
  }
  request.on('data', count).once('end', over).once('close', over).resume()
}
