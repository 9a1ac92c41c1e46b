import type { IncomingMessage } from 'node:http'
import { maxDroppedBytes } from '../../graphql/pipeline/read-body.js'

/**
 * Reads and drops the rest of a body, then calls `goOn`. It reads at most `maxDroppedBytes`. The time limit of a
 * request limits this too.
 */
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
    if (bytes > maxDroppedBytes) over()
  }
  request.on('data', count).once('end', over).once('close', over).resume()
}
