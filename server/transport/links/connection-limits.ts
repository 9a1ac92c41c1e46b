import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import type { Refusal } from '../../edge/request-judge.js'
import type { TrustedProxies } from '../../edge/trusted-proxies.js'
import { secondsOf, usualRetryMs } from '../../graphql/pipeline/limit-errors.js'
import type { Logger } from '../../lib/logger.js'
import type { Admission } from '../../limits/admission.js'
import { Counted, type Place } from '../../limits/counted.js'
import { sourceOfAddress, type Source } from '../../limits/source.js'

/** A refused connection or WebSocket, for this reason. */
export function tooMany(why: string, retryAfterMs = usualRetryMs): Refusal {
  const headers = { 'Retry-After': String(secondsOf(retryAfterMs)) }
  return { status: 429, code: 'RATE_LIMITED', message: `${why}.`, retryAfterMs, headers }
}

const tooManyConnections = tooMany('There are too many connections, of this address or in all; try again later')
const tooManyNew = 'This address opened too many connections lately; keep some open, and try again later'

/** The log gets at most one line in this time. */
const quietMs = 60_000

export interface ConnectionLimitsParts {
  readonly admission: Admission
  readonly proxies: Pick<TrustedProxies, 'has'>
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Counts the connections of a server, of each address and in all. A connection above the limit may ask once and gets 429. When
 * there are as many of these as the limit allows, further ones are cut off without an answer. An address that opened too many
 * in a minute gets 429, too. Over TLS it is cut off before the handshake, which is what costs. A trusted proxy brings the
 * connections of many clients, so only the limit in all holds for it.
 */
export class ConnectionLimits {
  readonly #admission: Admission
  readonly #proxies: Pick<TrustedProxies, 'has'>
  /** By their client's address and port: over TLS, requests come on another socket than the connection. */
  readonly #refused = new Map<string, Refusal>()
  readonly #log: Pick<Logger, 'warn'>
  readonly #ofProxies = new Counted({ any: Infinity, loopback: Infinity })
  readonly #hasTls: boolean
  #open = 0
  #warnedAtMs = -Infinity

  constructor(server: Server, { admission, proxies, log }: ConnectionLimitsParts) {
    this.#admission = admission
    this.#proxies = proxies
    this.#log = log
    this.#hasTls = server instanceof TlsServer
    server.prependListener('connection', (socket: Socket) => this.#take(socket))
  }

  /** Why nothing is answered on a connection that is above the limit. */
  refusalOf(socket: Socket): Refusal | null {
    return this.#refused.get(nameOf(socket)) ?? null
  }

  #take(socket: Socket): void {
    const source = sourceOfAddress(socket.remoteAddress)
    const isProxy = this.#proxies.has(socket.remoteAddress ?? '')
    const served = this.#place(source, isProxy)
    if (served === null) this.#tell(socket, source)
    const place = served ?? this.#refusedPlace(source)
    if (place === null) return void socket.destroy()
    if (served === null) this.#refuse(socket, tooManyConnections)
    else if (!isProxy) this.#countNew(socket, source).catch(() => socket.destroy())
    this.#open += 1
    socket.on('close', () => {
      this.#open -= 1
      place.leave()
    })
  }

  /** The answer is there before anything that the client sent is read. */
  async #countNew(socket: Socket, source: Source): Promise<void> {
    const waitMs = await this.#admission.take('new_connections', source)
    if (waitMs === null || socket.destroyed) return
    if (this.#hasTls) socket.destroy()
    else this.#refuse(socket, tooMany(tooManyNew, waitMs))
  }

  #refuse(socket: Socket, why: Refusal): void {
    const name = nameOf(socket)
    this.#refused.set(name, why)
    socket.on('close', () => this.#refused.delete(name))
  }

  #tell({ remoteAddress: address }: Socket, source: Source): void {
    this.#admission.refused('connections', source)
    if (performance.now() - this.#warnedAtMs < quietMs) return
    this.#warnedAtMs = performance.now()
    this.#log.warn({ address }, 'Connections are refused, see LIMIT_CONNECTIONS; a proxy belongs into TRUSTED_PROXIES')
  }

  #place(source: Source, isProxy: boolean): Place | null {
    const { connections, limits } = this.#admission
    if (this.#open >= limits.connections) return null
    return isProxy ? this.#ofProxies.take(source) : connections.take(source)
  }

  #refusedPlace(source: Source): Place | null {
    const { refusedConnections, limits } = this.#admission
    return this.#open < 2 * limits.connections ? refusedConnections.take(source) : null
  }
}

function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
