import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Takeable } from '../../server/fanout/member.js'
import { Payload } from '../../server/fanout/payload.js'
import { createLogger } from '../../server/lib/logger.js'
import { unknownSource } from '../../server/limits/source.js'
import { StreamCounts } from '../../server/metrics/stream-counts.js'
import { SocketServer } from '../../server/transport/socket/socket-server.js'
import { usualAdmission } from './admission.js'
import { randomFrom } from './random-operation.js'

export interface MessageServer extends AsyncDisposable {
  readonly url: string
  readonly counts: StreamCounts
}

/** Message lengths at which a header changes its form, and one byte to each side. */
const edges = [124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537]
const head = '{"id":"ö-1","type":"next","payload":'

/** Messages of all lengths, at every edge more than once; some compress well and some not at all. */
export function messages(count: number): Payload[] {
  const random = randomFrom(7)
  return Array.from({ length: count }, (_, index) => {
    const edge = index % 50 === 0 ? edges[(index / 50) % edges.length] : undefined
    const length = edge ?? Math.floor(200 * 2 ** (random() * 7))
    const shell = Buffer.byteLength(`${head}${new Payload({ data: { text: '' } }).json}}`)
    return new Payload({ data: { text: textOf(Math.max(0, length - shell), random) } })
  })
}

function textOf(bytes: number, random: () => number): string {
  if (random() < 0.3) return '0123456789abcdef'.repeat(bytes / 16 + 1).slice(0, bytes)
  let text = ''
  while (text.length < bytes) text += Math.floor(random() * 2 ** 32).toString(36)
  // A character of three bytes among those of one.
  return bytes < 3 ? text.slice(0, bytes) : `€${text.slice(0, bytes - 3)}`
}

export const textOfMessage = (payload: Payload) => `${head}${payload.json}}`

/** A digest of messages in their order. */
export function digest(texts: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\n')
  return hash.digest('hex')
}

/** Sends all payloads to each socket, through the product's own outbox, as a subscription of the id `ö-1`. */
export async function serveMessages(payloads: readonly Payload[]): Promise<MessageServer> {
  const counts = new StreamCounts()
  const { admission, stalls } = usualAdmission()
  const sockets = new SocketServer({ counts, log: createLogger('silent', false), stalls, incoming: admission.incoming })
  const http = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>'))
  http.on('upgrade', (request, stream, first) => {
    sockets.accept(request, stream, first, {
      source: unknownSource,
      isSecure: false,
      opened: (_socket, outbox) => outbox.sinkFor('ö-1', { streamEnded() {} }).wake(listOf(payloads)),
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `127.0.0.1:${(http.address() as AddressInfo).port}`,
    counts,
    async [Symbol.asyncDispose]() {
      await sockets.close(1_000)
      stalls[Symbol.dispose]()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

function listOf(payloads: readonly Payload[]): Takeable {
  let next = 0
  return { ownBytes: 0, heldWrites: null, take: () => payloads[next++] ?? null }
}
