import type { GraphQLError } from 'graphql'
import { CloseCode } from 'graphql-ws'
import { secondsOf, tooManyOperations, type MostAtOnce } from '../../graphql/pipeline/limit-errors.js'
import { sayNumber } from '../../lib/say-number.js'
import type { Admission } from '../../limits/admission.js'
import { Place } from '../../limits/counted.js'
import { mostOf } from '../../limits/limits.js'
import type { Source } from '../../limits/source.js'
import { takeSubscription, type Caller } from '../links/callers.js'
import { closeCodes } from '../socket/close-codes.js'
import type { SocketOutbox } from '../socket/socket-outbox.js'
import { RunningOperation, type OperationSocket, type Run } from './running-operation.js'

/** How many queries and subscriptions of one socket may run at a time. */
export const maxOperations = 1_000
/** How many bytes their messages may have together. Each counts until its operation is over. */
export const maxOperationBytes = 1_048_576

const minuteMs = 60_000

export interface GuardedSocket {
  readonly admission: Admission
  readonly source: Source
  readonly outbox: Pick<SocketOutbox, 'closeAtFault' | 'isOpen' | 'send' | 'sinkFor'>
}

/**
 * Keeps one socket within its limits, and knows its operations. A client may use an id again right after its `complete`,
 * as the protocol allows. graphql-ws (6.4) clears up after an operation some turns later, by its id alone. It would end
 * and then leak a new operation with the same id. So the guard holds the new `subscribe` back until the old operation is
 * over.
 */
export class SocketGuard implements OperationSocket {
  readonly outbox: GuardedSocket['outbox']
  readonly #admission: Admission
  readonly #source: Source
  readonly #running = new Map<string, RunningOperation>()
  #placeOfUser: Place | null = null
  #count = 0
  #operationBytes = 0
  #subscriptions = 0
  #messages = 0
  #minuteBeganMs = performance.now()

  constructor({ admission, source, outbox }: GuardedSocket) {
    this.outbox = outbox
    this.#admission = admission
    this.#source = source
  }

  /** Counts a message or a control frame. False when it is one too many; then the socket is closed. */
  takesMessage(): boolean {
    const now = performance.now()
    if (now - this.#minuteBeganMs >= minuteMs) {
      this.#minuteBeganMs = now
      this.#messages = 0
    }
    this.#messages += 1
    const most = this.#admission.limits.messagesPerMinute
    if (this.#messages <= most) return true
    const wait = secondsOf(this.#minuteBeganMs + minuteMs - now)
    this.#close('messages', `Too many messages: at most ${sayNumber(most)} a minute; connect again in ${wait} s`)
    return false
  }

  /** Closes the socket of a client that sends on and on although its time is used up. */
  sendsTooMuch(): void {
    this.#close('messages', 'Too much sent while the share of time is used up; send less at a time')
  }

  /**
   * Takes a `subscribe`, with the bytes of its message. Calls `run` when the operation may begin. Closes the socket when far too
   * many operations are held, or the id is taken.
   */
  begin(id: string, bytes: number, run: Run): void {
    if (this.#operationBytes > 2 * maxOperationBytes)
      return this.#close('held_operations', 'Too many operations at a time')
    const before = this.#running.get(id)
    if (before && (!before.isCompleted || before.next !== null)) {
      return this.outbox.closeAtFault(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`)
    }
    const operation = new RunningOperation(id, bytes, this)
    this.#count += 1
    this.#hold(bytes)
    if (before) before.next = { operation, run }
    else this.#start(operation, run)
  }

  #start(operation: RunningOperation, run: Run): void {
    this.#running.set(operation.id, operation)
    run(operation)
  }

  #hold(bytes: number): void {
    this.#operationBytes += bytes
    this.#admission.operations.add(this.#source, bytes)
  }

  completed({ place }: RunningOperation): void {
    this.#count -= 1
    if (place === null) return
    this.#subscriptions -= 1
    place.leave()
  }

  ended(operation: RunningOperation): void {
    const { id, bytes, next } = operation
    this.#hold(-bytes)
    if (this.#running.get(id) === operation) this.#running.delete(id)
    if (next === null) return
    if (this.outbox.isOpen) this.#start(next.operation, next.run)
    else next.operation.end()
  }

  /** To be called when the socket is gone. Ends all operations: an operation that waits might never hear of it otherwise. */
  close(): void {
    for (const operation of this.#running.values()) operation.end()
    this.#placeOfUser?.leave()
  }

  /** Takes the place of a socket among those of its user. Answers why there is none, in words. */
  userRefusal({ isAnonymous, source }: Caller): string | null {
    if (isAnonymous) return null
    const admission = this.#admission
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

  /** Takes a `complete`. The operation may still be ending. One that was held back never begins. */
  complete(id: string): void {
    const operation = this.#running.get(id)
    const next = operation?.next
    if (!operation || !next) return operation?.complete()
    operation.next = null
    next.operation.end()
  }

  /** The operation that runs with this id. */
  operation(id: string): RunningOperation | undefined {
    return this.#running.get(id)
  }

  /** Why an operation that has begun may not run. */
  refusal(): GraphQLError | null {
    const [admission, source] = [this.#admission, this.#source]
    if (this.#count > maxOperations)
      return this.#refuse(`${sayNumber(maxOperations)} operations`, { max: maxOperations, unit: 'operations' })
    if (this.#operationBytes > maxOperationBytes) {
      return this.#refuse(`operations of ${sayNumber(maxOperationBytes)} bytes`, {
        max: maxOperationBytes,
        unit: 'bytes',
      })
    }
    if (!admission.operations.isFull(source)) return null
    admission.refused('held_operations', source)
    return tooManyOperations('Too many operations of this address, or of all, run at a time; try again later.', null)
  }

  /** Why an operation that has begun may not subscribe. */
  subscriptionRefusal(operation: RunningOperation, caller: Caller): GraphQLError | null {
    const { limits } = this.#admission
    const most = caller.isAnonymous ? limits.subscriptionsPerAnonymousSocket : limits.subscriptionsPerSocket
    if (this.#subscriptions >= most) {
      const fix = caller.isAnonymous ? 'complete some, or connect with a token' : 'complete some'
      return this.#refuse(`${sayNumber(most)} subscriptions`, { max: most, unit: 'subscriptions' }, fix)
    }
    const place = takeSubscription(this.#admission, caller)
    if (!(place instanceof Place)) return place
    if (operation.isCompleted) place.leave()
    else {
      this.#subscriptions += 1
      operation.place = place
    }
    return null
  }

  #refuse(what: string, most: MostAtOnce, fix = 'complete some, or open another socket'): GraphQLError {
    this.#admission.refused('held_operations', this.#source)
    return tooManyOperations(`This socket runs ${what} already; ${fix}.`, most)
  }

  #close(limit: 'messages' | 'held_operations', reason: string): void {
    this.#admission.refused(limit, this.#source)
    this.outbox.closeAtFault(closeCodes.tooManyRequests, reason)
  }
}
