import type { Client } from 'graphql-ws'
import { retryDelayMs } from '../lib/backoff.js'
import { createConnectionStore } from './connection-store.js'
import type { LiveRequest, LiveSink, LiveTransport } from './live-transport.js'
import type { NetworkWatch } from './network-watch.js'
import { sendSubscription } from './send-subscription.js'
import type { WsSession } from './ws-session.js'
import { openWsSession } from './ws-session.js'

export interface WsTransportOptions {
  readonly url: string
  readonly pingIntervalMs?: number
  readonly pingTimeoutMs?: number
  /** A connection that lasted this long starts the back-off from the beginning when it is lost. */
  readonly stableAfterMs?: number
  readonly webSocketImpl?: unknown
  readonly network?: NetworkWatch
  readonly delayMs?: typeof retryDelayMs
}

interface Running {
  readonly request: () => LiveRequest
  readonly sink: LiveSink
  stop: (() => void) | null
}

/** GraphQL subscriptions over one graphql-transport-ws socket. Retries for ever; no close code is final. */
export function createWsTransport(options: WsTransportOptions): LiveTransport {
  const { pingIntervalMs = 5_000, pingTimeoutMs = 5_000, stableAfterMs = 2_000, network } = options
  const connection = createConnectionStore()
  const running = new Set<Running>()
  let session: WsSession | null = null
  let client: Client | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let openedAtMs = 0
  let epoch = 0
  let attempt = 0
  let disposed = false

  const send = (entry: Running) => {
    if (client === null) return
    entry.stop = sendSubscription(client, entry.request(), {
      next: (result) => entry.sink.next(result),
      error: (errors) => {
        running.delete(entry)
        entry.sink.error(errors)
      },
      complete: () => {
        running.delete(entry)
        entry.sink.complete()
      },
    })
  }

  const connect = () => {
    clearTimeout(retry)
    connection.dispatch({ type: 'attempt' })
    session = openWsSession({
      url: options.url,
      pingIntervalMs,
      pingTimeoutMs,
      webSocketImpl: options.webSocketImpl,
      onRtt: (rttMs) => connection.dispatch({ type: 'pong', rttMs }),
      onOpened: (opened) => {
        client = opened
        openedAtMs = Date.now()
        epoch += 1
        for (const entry of [...running]) send(entry)
        connection.dispatch({ type: 'opened', epoch })
      },
      onLost: lost,
    })
  }

  const lost = (closeCode: number | null) => {
    if (disposed) return
    if (client !== null && Date.now() - openedAtMs >= stableAfterMs) attempt = 0
    client = null
    session = null
    for (const entry of running) entry.stop = null
    attempt += 1
    const delay = (options.delayMs ?? retryDelayMs)({ attempt, closeCode })
    const atMs = Date.now()
    connection.dispatch({ type: 'lost', atMs, attempt, retryAtMs: atMs + delay, online: network?.online() ?? true })
    retry = setTimeout(connect, delay)
  }

  const retryNow = () => {
    if (!disposed && session === null) connect()
  }
  const unwatch = network?.watch({
    onChange: (online) => {
      connection.dispatch({ type: 'network', online })
      if (online) retryNow()
      else session?.check()
    },
    // A machine that slept may hold a socket that is long dead.
    onVisible: () => (session === null ? retryNow() : session.check()),
  })
  connect()

  return {
    connection,
    retryNow,
    subscribe(request, sink) {
      const entry: Running = { request, sink, stop: null }
      running.add(entry)
      send(entry)
      return () => {
        running.delete(entry)
        entry.stop?.()
      }
    },
    dispose() {
      disposed = true
      clearTimeout(retry)
      unwatch?.()
      session?.dispose()
    },
  }
}
