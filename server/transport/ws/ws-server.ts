import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { isRefusal, type Refusal, type RequestJudge } from '../../edge/request-judge.js'
import type { TrustedProxies } from '../../edge/trusted-proxies.js'
import type { Logger } from '../../lib/logger.js'
import { sayNumber } from '../../lib/say-number.js'
import type { Admission } from '../../limits/admission.js'
import { mostOf } from '../../limits/limits.js'
import { sourceOfAddress, type Source } from '../../limits/source.js'
import type { StreamCounts } from '../../metrics/stream-counts.js'
import { requestRefusal } from '../links/callers.js'
import { tooMany, type ConnectionLimits } from '../links/connection-limits.js'
import type { StallWatch } from '../links/stall-watch.js'
import type { SocketOutbox } from '../socket/socket-outbox.js'
import { SocketServer } from '../socket/socket-server.js'
import { chooseWebSocket } from '../websocket-upgrade.js'
import type { GammacastApi } from '../yoga/yoga.js'
import { SocketGuard } from './socket-guard.js'
import { SocketPlace } from './socket-place.js'
import { WsConnection } from './ws-connection.js'
import { wsOperations, type SocketExtra } from './ws-operations.js'

export interface WsServerParts {
  readonly api: GammacastApi
  readonly judge: RequestJudge
  readonly proxies: Pick<TrustedProxies, 'callerOf'>
  readonly admission: Admission
  readonly stalls: StallWatch
  readonly connections: Pick<ConnectionLimits, 'refusalOf'>
  readonly counts: StreamCounts
  readonly log: Logger
}

export interface WsServer {
  /** As `SocketServer.close`. */
  close(graceMs: number): Promise<void>
}

const initTimeoutMs = 3_000

/** Serves graphql-transport-ws on `/graphql` of an HTTP server. */
export function attachWsServer(http: Server, parts: WsServerParts): WsServer {
  const { api, judge, proxies, admission, stalls, connections, counts, log } = parts
  const { incoming } = admission
  const sockets = new SocketServer({ counts, log, stalls, incoming })
  const protocol = makeServer<Record<string, unknown>, SocketExtra>({
    ...wsOperations(api, admission),
    connectionInitWaitTimeout: initTimeoutMs,
  })
  const failed = (error: unknown) => log.debug({ err: error }, 'A connection failed')
  const fail = (error: unknown, stream: Duplex) => {
    log.error({ err: error }, 'An upgrade failed for a reason of ours')
    stream.destroy()
  }
  const take = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const verdict = judge.judgeUpgrade(request)
    const { address, isSecure } = proxies.callerOf(request)
    const source = sourceOfAddress(address)
    const refuse = (why: Refusal) => sockets.refuse(stream, { ...why, isSecure })
    const refusal = connections.refusalOf(request.socket) ?? (await requestRefusal(admission, source))
    if (refusal) return refuse(refusal)
    if (isRefusal(verdict)) {
      const { origin, host } = request.headers
      const { status } = verdict
      log.info({ address, origin, host, status }, 'A WebSocket was refused; see ALLOWED_ORIGINS and ALLOWED_HOSTS')
      return refuse(verdict)
    }
    // The client has left meanwhile.
    if (stream.destroyed) return
    chooseWebSocket(request)
    const place = takePlace(admission, source)
    if (typeof place === 'string') return refuse(tooMany(place))
    stream.on('close', () => place.leave())
    const { authorization } = request.headers
    const opened = (socket: WebSocket, outbox: SocketOutbox) => {
      const guard = new SocketGuard({ admission, source, outbox })
      new WsConnection(
        socket,
        { outbox, guard, place, authorization, source },
        { known: api.known, turns: api.turns, log },
      ).open(protocol)
    }
    sockets.accept(request, stream, head, { source, isSecure, opened })
  }
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Node hands the stream over without a listener. Without one, a reset by the client would end the process.
    stream.on('error', failed)
    // Anything thrown from here would end the process.
    take(request, stream, head).catch((error: unknown) => fail(error, stream))
  })
  return { close: (graceMs) => sockets.close(graceMs) }
}

/** Answers why there is no place, in words. */
function takePlace(admission: Admission, source: Source): SocketPlace | string {
  const { limits } = admission
  const place = admission.sockets.take(source)
  if (place === null) {
    admission.refused('connections', source)
    return `This address has ${sayNumber(mostOf(limits.connectionsPerAddress, source))} connections already`
  }
  const uninitialized = admission.uninitialized.take(source)
  if (uninitialized === null) {
    place.leave()
    admission.refused('uninitialized', source)
    const most = sayNumber(mostOf(limits.uninitializedPerAddress, source))
    return `This address has ${most} WebSockets without connection_init already`
  }
  return new SocketPlace(place, uninitialized)
}
