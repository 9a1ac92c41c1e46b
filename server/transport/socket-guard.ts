import type { GraphQLError } from 'graphql'
import { secondsOf, tooManyOperations } from '../graphql/pipeline/limit-errors.js'
import { sayNumber } from '../lib/say-number.js'
import { Stop } from '../lib/stop.js'
import type { Admission } from '../limits/admission.js'
import { Place } from '../limits/counted.js'
import { mostOf } from '../limits/limits.js'
import type { Source } from '../limits/source.js'
import { takeSubscription, type Caller } from './callers.js'
import { closeCodes } from './close-codes.js'
import type { SocketOutbox } from './socket-outbox.js'

/** How many queries and subscriptions of one socket may run at a time. */
export const maxOperations = 1_000
/** How many bytes their messages may have together. The server keeps each while its operation runs. */
export const maxOperationBytes = 1_048_576

const minuteMs = 60_000

export interface GuardedSocket {
  readonly admission: Admission
  readonly source: Source
  readonly outbox: Pick<SocketOutbox, 'closeAtFault'>
}

/** Keeps one socket within its limits. */
export class SocketGuard {
  readonly #socket: GuardedSocket
  readonly #operations = new Set<RunningOperation>()
  /** The newest of each id. */
  readonly #running = new Map<string, RunningOperation>()
  #placeOfUser: Place | null = null
  #count = 0
  #operationBytes = 0
  #subscriptions = 0
  #messages = 0
  #minuteBeganMs = performance.now()

  constructor(socket: GuardedSocket) {
    this.#socket = socket
  }

  /** A message or a control frame came. False when it is one too many; then the socket is closed. */
  takesMessage(): boolean {
    const now = performance.now()
    if (now - this.#minuteBeganMs >= minuteMs) {
      this.#minuteBeganMs = now
      this.#messages = 0
    }
    this.#messages += 1
    const most = this.#socket.admission.limits.messagesPerMinute
    if (this.#messages <= most) return true
    const wait = secondsOf(this.#minuteBeganMs + minuteMs - now)
    this.#close('messages', `Too many messages: at most ${sayNumber(most)} a minute; connect again in ${wait} s`)
    return false
  }

  /** An operation came, in a message of so many bytes. Null when the socket is closed, because there are far too many. */
  begin(id: string, bytes: number): RunningOperation | null {
    if (this.#operationBytes > 2 * maxOperationBytes) {
      this.#close('held_operations', 'Too many operations at a time')
      return null
    }
    const { admission, source } = this.#socket
    this.#count += 1
    this.#operationBytes += bytes
    admission.operations.add(source, bytes)
    const operation = new RunningOperation({
      completed: () => (this.#count -= 1),
      ended: () => {
        this.#operationBytes -= bytes
        admission.operations.add(source, -bytes)
        this.#operations.delete(operation)
        if (this.#running.get(id) === operation) this.#running.delete(id)
      },
    })
    this.#operations.add(operation)
    this.#running.set(id, operation)
    return operation
  }

  /** The socket is gone. What still waits may never be told. */
  close(): void {
    for (const operation of this.#operations) operation.end()
    this.#placeOfUser?.leave()
  }

  /** Takes the place of a socket among those of its user. Answers why there is none, in words. */
  userRefusal({ isAnonymous, source }: Caller): string | null {
    const { admission } = this.#socket
    if (isAnonymous) return null
    const place = admission.userSockets.take(source)
    if (place === null) {
      admission.refused('connections', source)
      const most = sayNumber(mostOf(admission.limits.connectionsPerAddress, source))
      return `This user has ${most} WebSockets already; try again later`
    }
    this.#placeOfUser?.leave()
    this.#placeOfUser = place
    return null
  }

  /** The client sent `complete`. The operation may still be ending. */
  complete(id: string): void {
    this.#running.get(id)?.complete()
  }

  /** The operation with this id that began last. */
  operation(id: string): RunningOperation | undefined {
    return this.#running.get(id)
  }

  /** Why an operation that has begun may not run. */
  refusal(): GraphQLError | null {
    const { admission, source } = this.#socket
    if (this.#count > maxOperations) return this.#refuse(`${sayNumber(maxOperations)} operations`, maxOperations)
    if (this.#operationBytes > maxOperationBytes) {
      return this.#refuse(`operations of ${sayNumber(maxOperationBytes)} bytes`, maxOperationBytes)
    }
    if (!admission.operations.isOver(source)) return null
    admission.refused('held_operations', source)
    return tooManyOperations('Too many operations of this address, or of all, run at a time; try again later.', 0)
  }

  /** Why an operation that has begun may not subscribe. */
  subscriptionRefusal(operation: RunningOperation, caller: Caller): GraphQLError | null {
    const { limits } = this.#socket.admission
    const most = caller.isAnonymous ? limits.subscriptionsPerAnonymousSocket : limits.subscriptionsPerSocket
    if (this.#subscriptions >= most) {
      const fix = caller.isAnonymous ? 'complete some, or connect with a token' : 'complete some'
      return this.#refuse(`${sayNumber(most)} subscriptions`, most, fix)
    }
    const place = takeSubscription(this.#socket.admission, caller)
    if (!(place instanceof Place)) return place
    this.#subscriptions += 1
    operation.joinedSubscriptions(() => {
      this.#subscriptions -= 1
      place.leave()
    })
    return null
  }

  #refuse(what: string, allowed: number, fix = 'complete some, or open another socket'): GraphQLError {
    const { admission, source } = this.#socket
    admission.refused('held_operations', source)
    return tooManyOperations(`This socket runs ${what} already; ${fix}.`, allowed)
  }

  #close(limit: 'messages' | 'held_operations', reason: string): void {
    const { admission, source, outbox } = this.#socket
    admission.refused(limit, source)
    outbox.closeAtFault(closeCodes.tooManyRequests, reason)
  }
}

interface Ends {
  /** Its client wants no more of it. */
  completed(): void
  /** Nothing keeps its message. */
  ended(): void
}

/** One operation of a socket, from its message to its end. */
export class RunningOperation {
  /** Its client wants no more of it, or it is over. */
  readonly stop = new Stop()
  readonly #ends: Ends
  #leaveSubscriptions: () => void = () => {}
  #isCompleted = false
  #isEnded = false

  constructor(ends: Ends) {
    this.#ends = ends
  }

  /** `leave` gives its place among the subscriptions back. */
  joinedSubscriptions(leave: () => void): void {
    if (this.#isCompleted) leave()
    else this.#leaveSubscriptions = leave
  }

  complete(): void {
    if (this.#isCompleted) return
    this.#isCompleted = true
    this.#leaveSubscriptions()
    this.stop.abort()
    this.#ends.completed()
  }

  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.complete()
    this.#ends.ended()
  }
}
