import type { GraphQLError } from 'graphql'
import type { Subscription } from '../../fanout/subscription.js'
import { withoutInternals } from '../../graphql/pipeline/request-errors.js'
import { Stop } from '../../lib/stop.js'
import type { Place } from '../../limits/counted.js'
import type { EndingStream, SocketOutbox } from '../socket/socket-outbox.js'

/** What an operation needs of its socket. */
export interface OperationSocket {
  readonly outbox: Pick<SocketOutbox, 'send' | 'sinkFor'>
  /** Called once, when the client wants no more of the operation or it is over. */
  completed(operation: RunningOperation): void
  /** Called once, when the operation is over. */
  ended(operation: RunningOperation): void
}

/** A `subscribe` that waits until the operation before it with its id is over. */
interface HeldBack {
  readonly operation: RunningOperation
  readonly run: Run
}

export type Run = (operation: RunningOperation) => void

/**
 * One operation of a socket, from its message to its end. graphql-ws begins a subscription and then forgets it; from then on
 * its stream is here. There may be very many streams, so each costs as little as possible.
 */
export class RunningOperation implements EndingStream {
  readonly id: string
  /** Of its message. */
  readonly bytes: number
  /** Its client wants no more of it, or it is over. */
  readonly stop = new Stop()
  /** Among the subscriptions of its caller. */
  place: Place | null = null
  next: HeldBack | null = null
  readonly #socket: OperationSocket
  #stream: Subscription | null = null
  #isCompleted = false
  #isEnded = false

  constructor(id: string, bytes: number, socket: OperationSocket) {
    this.id = id
    this.bytes = bytes
    this.#socket = socket
  }

  /** Its client wants no more of it. It may still be ending. */
  get isCompleted(): boolean {
    return this.#isCompleted
  }

  /** Sets the stream of its results. It is delivered as soon as graphql-ws has done its part. */
  streams(stream: Subscription): void {
    this.#stream = stream
  }

  /** To be called when graphql-ws has done its part. That is everything, except for the stream of a subscription. */
  handled(): void {
    if (this.#stream === null || this.#isCompleted) this.end()
    else this.#stream.deliverTo(this.#socket.outbox.sinkFor(this.id, this))
  }

  /** The stream is over. */
  streamEnded(error: GraphQLError | null): void {
    if (!this.#isCompleted) this.#socket.outbox.send(JSON.stringify({ id: this.id, ...endOf(error) }))
    this.end()
  }

  complete(): void {
    if (this.#isCompleted) return
    this.#isCompleted = true
    this.#stream?.leave()
    this.stop.abort()
    this.#socket.completed(this)
  }

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.complete()
    this.#socket.ended(this)
  }
}

function endOf(error: GraphQLError | null): object {
  return error === null ? { type: 'complete' } : { type: 'error', payload: [withoutInternals(error)] }
}
