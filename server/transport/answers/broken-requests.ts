import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { TrustedProxies } from '../../edge/trusted-proxies.js'
import type { Admission } from '../../limits/admission.js'
import { sourceOfAddress, unknownSource } from '../../limits/source.js'
import type { StreamCounts } from '../../metrics/stream-counts.js'
import { requestRefusal } from '../links/callers.js'
import { tooManyParts, tooManyPartsText } from './bounded-request.js'
import { isItsTurn } from './one-at-a-time.js'
import { rawAnswer } from './raw-answer.js'

export interface BrokenRequestsParts {
  readonly proxies: Pick<TrustedProxies, 'has'>
  readonly admission: Admission
  readonly counts: StreamCounts
}

type Fault = Error & { readonly code?: string }

/**
 * Answers requests that Node's parser refuses, or that are not complete in time, like other refused requests: with the usual
 * headers, and counted as operations of their address. An address over its limit gets no answer. Nothing is logged.
 */
export function answerBrokenRequests(server: Server, { proxies, admission, counts }: BrokenRequestsParts): void {
  const seen = new WeakSet<Socket>()

  async function answer(fault: Fault, socket: Socket): Promise<void> {
    const { remoteAddress: address } = socket
    const source = proxies.has(address ?? '') ? unknownSource : sourceOfAddress(address)
    const tooMany = await requestRefusal(admission, source)
    const answered = answerTo(fault)
    if (tooMany !== null || answered === null || !socket.writable || !isItsTurn(socket)) return void socket.destroy()
    const { status, message } = answered
    counts.answered(status)
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
    socket.write(rawAnswer({ status, headers: asJson, body, isSecure: socket instanceof TLSSocket }))
    socket.destroySoon()
  }

  // The parser may report another fault for what follows.
  server.on('clientError', (fault: Fault, stream) => {
    const socket = stream as Socket
    if (seen.has(socket)) return
    seen.add(socket)
    answer(fault, socket).catch(() => socket.destroy())
  })
}

const asJson = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }

/** Null: the connection failed, or its TLS. Then nobody reads an answer. */
function answerTo({ code = '' }: Fault): { readonly status: number; readonly message: string } | null {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'The request was not complete in time.' }
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'The headers of the request are too long.' }
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, message: 'The extensions of a chunk are too long.' }
    case tooManyParts:
      return { status: 400, message: tooManyPartsText }
    default:
      return code.startsWith('HPE_') ? { status: 400, message: 'This is no request of HTTP/1.1.' } : null
  }
}
