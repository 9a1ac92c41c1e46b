import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, type makeServer, type WebSocket as ProtocolSocket } from 'graphql-ws'
import type { WebSocket } from 'ws'
import type { Session } from '../../auth/sessions.js'
import type { Viewer } from '../../auth/viewer.js'
import type { KnownOperations } from '../../graphql/pipeline/known-operations.js'
import type { FairTurns, TurnAsker } from '../../lib/fair-turns.js'
import { jsonMemory } from '../../lib/json-memory.js'
import type { Logger } from '../../lib/logger.js'
import type { Source } from '../../limits/source.js'
import { closeCodes } from '../socket/close-codes.js'
import type { SocketOutbox } from '../socket/socket-outbox.js'
import { askerOf } from '../yoga/operation-of.js'
import { readMessage, type ClientMessage } from './client-message.js'
import { MessageTime } from './message-time.js'
import type { RunningOperation } from './running-operation.js'
import type { SocketGuard } from './socket-guard.js'
import type { SocketPlace } from './socket-place.js'
import type { SocketExtra } from './ws-operations.js'

export type Protocol = ReturnType<typeof makeServer<Record<string, unknown>, SocketExtra>>

export interface ConnectionParts {
  readonly outbox: SocketOutbox
  readonly guard: SocketGuard
  readonly place: SocketPlace
  readonly authorization: string | undefined
  readonly source: Source
}

/** What all connections of a server share. */
interface Shared {
  readonly known: KnownOperations | null
  readonly turns: FairTurns
  readonly log: Logger
}

/** One WebSocket. It reads messages and hands them to graphql-ws, whose socket it is. */
export class WsConnection implements SocketExtra, ProtocolSocket {
  readonly outbox: SocketOutbox
  readonly guard: SocketGuard
  readonly source: Source
  authorization: string | undefined
  session: Session | null = null
  readonly #socket: WebSocket
  readonly #place: SocketPlace
  readonly #shared: Shared
  readonly #time: MessageTime
  /** Whose time is charged, and the viewer for whom that was worked out. */
  #asker: TurnAsker | null = null
  #viewer: Viewer | undefined
  #handle: Handle = () => Promise.resolve()

  constructor(socket: WebSocket, { outbox, guard, place, authorization, source }: ConnectionParts, shared: Shared) {
    this.outbox = outbox
    this.guard = guard
    this.source = source
    this.authorization = authorization
    this.#socket = socket
    this.#place = place
    this.#shared = shared
    this.#time = new MessageTime({ turns: shared.turns, socket })
  }

  open(protocol: Protocol): void {
    const { log } = this.#shared
    const takesMessage = () => void this.guard.takesMessage()
    const closed = protocol.opened(this, this)
    this.outbox.onUnaskedPong = takesMessage
    this.#socket
      .on('error', (error) => log.debug({ err: error }, 'A socket failed'))
      .on('ping', takesMessage)
      .on('message', (data: Buffer, isBinary) => this.#read(data, isBinary))
      .on('close', (code, reason) => {
        this.guard.close()
        this.session?.leave()
        closed(code, String(reason)).catch((error: unknown) =>
          log.error({ err: error }, 'A socket did not end cleanly'),
        )
      })
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  send(text: string): void {
    this.outbox.send(text)
  }

  close(code: number = CloseCode.BadRequest, reason = ''): void {
    const isProtocol = Number(CloseCode.SubprotocolNotAcceptable) === code
    this.outbox.closeAtFault(code, isProtocol ? this.#protocolToOffer(reason) : reason)
  }

  /** graphql-ws also takes a message that is already parsed. Its types do not say so. */
  onMessage(handle: unknown): void {
    this.#handle = handle as Handle
  }

  #read(data: Buffer, isBinary: boolean): void {
    if (!this.outbox.isOpen || !this.guard.takesMessage()) return
    if (this.#time.isTooMuch) return this.guard.sendsTooMuch()
    this.#time.spend(this.#sender, data.length, () => this.#watch(this.#take(data, isBinary)))
  }

  get #sender(): TurnAsker {
    const viewer = this.session?.viewer
    if (this.#asker === null || viewer !== this.#viewer) {
      this.#asker = askerOf({ connection: this, source: this.source, viewer })
      this.#viewer = viewer
    }
    return this.#asker
  }

  async #take(data: Buffer, isBinary: boolean): Promise<void> {
    const message = readMessage(data.toString(), isBinary, this.#shared.known)
    if ('refused' in message) return this.outbox.closeAtFault(CloseCode.BadRequest, message.refused)
    const { type, id = '' } = message
    if (type === 'connection_init') this.#place.initialized()
    if (type === 'complete') this.guard.complete(id)
    if (type === 'subscribe') this.guard.begin(id, jsonMemory(message), (operation) => this.#run(message, operation))
    else await this.#handle(message)
  }

  #run(message: ClientMessage, operation: RunningOperation): void {
    this.#watch(this.#handle(message).finally(() => operation.handled()))
  }

  #protocolToOffer(reason: string): string {
    const old = this.protocol === 'graphql-ws' ? '"graphql-ws" is the old one; ' : ''
    return `${reason}: ${old}offer "${GRAPHQL_TRANSPORT_WS_PROTOCOL}"`
  }

  /** An error thrown into an event would end the process. */
  #watch(handled: Promise<void>): void {
    handled.catch((error: unknown) => {
      this.#shared.log.error({ err: error }, 'A message on a socket failed for a reason of ours')
      this.outbox.close(closeCodes.tryAgainLater, 'Internal error')
    })
  }
}

type Handle = (message: ClientMessage) => Promise<void>
