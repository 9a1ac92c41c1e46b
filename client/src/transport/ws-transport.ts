import { retryDelayMs } from '../lib/backoff.js'
import { createConnectionStore } from './connection-store.js'
import type { Credentials, LiveTransport } from './live-transport.js'
import type { NetworkWatch } from './network-watch.js'
import { createRunningOperations } from './running-operations.js'
import { openWsSession, type Close, type WsSession } from './ws-session.js'

export interface WsTransportOptions {
  readonly url: string
  readonly credentials: Credentials
  readonly pingIntervalMs?: number
  readonly pingTimeoutMs?: number
  /** When a connection that lasted this long is lost, the back-off starts from the beginning. */
  readonly stableAfterMs?: number
  /** When somebody looks at the page again, an attempt that takes longer than this is given up for a new one. */
  readonly hungAfterMs?: number
  readonly webSocketImpl?: unknown
  readonly network?: NetworkWatch
  readonly delayMs?: typeof retryDelayMs
}

/** The server does not take the token, or it has ended. */
const FORBIDDEN = 4403

/** GraphQL over one graphql-transport-ws socket. Retries for ever, unless the server does not answer to who looks. */
export function createWsTransport(options: WsTransportOptions): LiveTransport {
  const { pingIntervalMs = 5_000, pingTimeoutMs = 5_000, stableAfterMs = 2_000, hungAfterMs = 3_000 } = options
  const { credentials, network } = options
  const connection = createConnectionStore()
  const operations = createRunningOperations()
  let session: WsSession | null = null
  let isOpen = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let openedAtMs = 0
  let openingSinceMs = 0
  let lostAtMs: number | null = null
  let epoch = 0
  let attempt = 0
  let token: string | null = null
  /** Nothing is sent any more. */
  let over = false

  const connect = () => {
    clearTimeout(retry)
    connection.dispatch({ type: 'attempt' })
    openingSinceMs = Date.now()
    session = openWsSession({
      url: options.url,
      pingIntervalMs,
      pingTimeoutMs,
      webSocketImpl: options.webSocketImpl,
      token: async () => (token = await credentials.token()),
      onRtt: (rttMs) => connection.dispatch({ type: 'pong', rttMs }),
      onOpened: (opened) => {
        isOpen = true
        credentials.accepted(token)
        openedAtMs = Date.now()
        lostAtMs = null
        epoch += 1
        operations.opened(opened)
        connection.dispatch({ type: 'opened', epoch })
      },
      onLost: lost,
    })
  }

  const lost = (close: Close | null) => {
    if (over) return
    if (isOpen && Date.now() - openedAtMs >= stableAfterMs) attempt = 0
    isOpen = false
    session = null
    operations.lost()
    if (close?.code === FORBIDDEN && !credentials.refused(token, close.reason)) return refused()
    attempt += 1
    const atMs = Date.now()
    lostAtMs ??= atMs
    const delay = (options.delayMs ?? retryDelayMs)({
      attempt,
      closeCode: close?.code ?? null,
      lostForMs: atMs - lostAtMs,
    })
    connection.dispatch({ type: 'lost', atMs, attempt, retryAtMs: atMs + delay, online: network?.online() ?? true })
    retry = setTimeout(connect, delay)
  }

  const refused = () => {
    over = true
    connection.dispatch({ type: 'refused' })
  }
  const isHung = () => session === null || Date.now() - openingSinceMs >= hungAfterMs
  const retryNow = () => {
    if (over || isOpen) return
    session?.dispose()
    connect()
  }
  const unwatch = network?.watch({
    onChange: (online) => {
      connection.dispatch({ type: 'network', online })
      // An attempt that began without a network may hang for long. An open socket may belong to another network.
      if (online) retryNow()
      session?.check()
    },
    // A machine that slept may hold a socket that is long dead.
    onVisible: () => {
      if (isHung()) retryNow()
      session?.check()
    },
  })
  connect()

  return {
    connection,
    retryNow,
    run: operations.run,
    dispose() {
      over = true
      clearTimeout(retry)
      unwatch?.()
      session?.dispose()
    },
  }
}
