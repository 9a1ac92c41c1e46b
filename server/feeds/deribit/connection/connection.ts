import { WebSocket } from 'ws'
import type { Clock } from '../../../lib/clock.js'
import { failureInWords } from './failure-words.js'
import { parseMessage, type DeribitMessage } from '../language/messages.js'
import { PendingRequests, RequestError, type Answer } from './pending-requests.js'
import type { DeribitTimings } from './timings.js'

/** How a socket ended: its close code (1006 without a farewell), and why in words. */
export interface CloseReport {
  readonly code: number
  readonly reason: string
  /** True when the exchange asked us to stay away for a while (HTTP 429). */
  readonly refused: boolean
}

export interface ConnectionOptions {
  readonly url: string
  readonly clock: Clock
  readonly timings: Pick<DeribitTimings, 'handshakeMs' | 'requestMs' | 'watchdogMs'>
  onNotification(channel: string, data: unknown, receivedTimeMs: number): void
  /** An error that answers no request of ours. */
  onError(code: number, message: string): void
  /** A frame that makes no sense. */
  onUnknown(why: string): void
  onRawFrame?(text: string, receivedTimeMs: number): void
}

const maxFrameBytes = 32 * 1024 * 1024

/**
 * One socket to the exchange: requests and their answers, notifications as they come, heartbeats answered, silence
 * ended. It knows the envelope only, not what the messages mean, and is never opened twice.
 */
export class DeribitConnection {
  /** Resolves when the socket is open; never, if it does not open. */
  readonly opened: Promise<void>
  /** Resolves once, when the socket is over; nothing is delivered after it. */
  readonly closed: Promise<CloseReport>
  readonly #socket: WebSocket
  readonly #pending: PendingRequests
  readonly #options: ConnectionOptions
  readonly #watch = new AbortController()
  #lastHeardMs: number
  #failure: { reason: string; refused: boolean } | null = null

  constructor(options: ConnectionOptions) {
    const { url, clock, timings } = options
    this.#options = options
    this.#pending = new PendingRequests(clock)
    this.#lastHeardMs = clock.now()
    const socket = new WebSocket(url, {
      handshakeTimeout: timings.handshakeMs,
      perMessageDeflate: false,
      maxPayload: maxFrameBytes,
    })
    this.#socket = socket
    this.opened = new Promise((resolve) => socket.once('open', resolve))
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve(this.#finish(code, reason.toString())))
    })
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary))
    socket.on('ping', () => this.#heard())
    socket.on('error', (error) => this.#fail(failureInWords(error), error.message.endsWith('429')))
    void this.#watchSilence()
  }

  /** Sends a request; rejects with `RequestError` when refused, not answered in time, or when the socket ends. */
  request(method: string, params: object): Promise<Answer> {
    const { id, answer } = this.#pending.add(method, this.#options.timings.requestMs)
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    } else {
      this.#pending.reject(id, new RequestError('not connected', null))
    }
    return answer
  }

  /** Says goodbye with code 1000, and hangs up if the exchange does not answer that. */
  close(): void {
    this.#watch.abort()
    this.#socket.close(1000)
    setTimeout(() => this.#socket.terminate(), 500).unref()
  }

  /** Hangs up at once; `reason` is what `closed` reports. */
  abandon(reason: string): void {
    this.#fail(reason)
    this.#socket.terminate()
  }

  #fail(reason: string, refused = false): void {
    this.#failure ??= { reason, refused }
  }

  #finish(code: number, farewell: string): CloseReport {
    this.#watch.abort()
    this.#pending.rejectAll(new RequestError('the connection closed', null))
    const closed = farewell === '' ? `closed with code ${code}` : `closed with code ${code}: ${farewell}`
    return { code, reason: this.#failure?.reason ?? closed, refused: this.#failure?.refused ?? false }
  }

  #receive(data: Buffer, isBinary: boolean): void {
    const receivedTimeMs = this.#heard()
    if (isBinary) return this.#options.onUnknown('binary frame')
    const text = data.toString()
    this.#guard(() => this.#options.onRawFrame?.(text, receivedTimeMs))
    this.#guard(() => this.#dispatch(parseMessage(text), receivedTimeMs))
  }

  /** Whatever a frame does to those who handle it, the next one is handled too. */
  #guard(handle: () => void): void {
    try {
      handle()
    } catch (error) {
      this.#options.onUnknown(`frame not handled: ${String(error)}`)
    }
  }

  #dispatch(message: DeribitMessage, receivedTimeMs: number): void {
    const { onNotification, onError, onUnknown } = this.#options
    switch (message.kind) {
      case 'notification':
        return onNotification(message.channel, message.data, receivedTimeMs)
      case 'answer': {
        const { result, usOut } = message
        if (!this.#pending.resolve(message.id, { result, usOut, receivedTimeMs })) onUnknown('answer nobody waits for')
        return
      }
      case 'error': {
        const failed = this.#pending.reject(message.id, new RequestError(message.message, message.code))
        return failed ? undefined : onError(message.code, message.message)
      }
      case 'heartbeat':
        return message.testRequest ? this.#answerTestRequest() : undefined
      case 'unknown':
        return onUnknown(message.why)
    }
  }

  /** Unanswered, the exchange closes the socket with code 4000 after ten seconds. */
  #answerTestRequest(): void {
    this.request('public/test', {}).catch((error: RequestError) => this.#options.onUnknown(error.message))
  }

  #heard(): number {
    return (this.#lastHeardMs = this.#options.clock.now())
  }

  async #watchSilence(): Promise<void> {
    const { clock, timings } = this.#options
    const { signal } = this.#watch
    while (!signal.aborted) {
      this.#lastHeardMs = Math.min(this.#lastHeardMs, clock.now())
      const leftMs = this.#lastHeardMs + timings.watchdogMs - clock.now()
      if (leftMs <= 0) return this.abandon('not a sound from the exchange')
      await clock.sleep(leftMs, signal)
    }
  }
}
