import { createClient, MessageType, type Client } from 'graphql-ws'
import { startHeartbeat, type Heartbeat } from './heartbeat.js'

const CONNECT_TIMEOUT_MS = 10_000

/** How the server ended a connection. */
export interface Close {
  readonly code: number
  readonly reason: string
}

export interface WsSessionOptions {
  readonly url: string
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  readonly webSocketImpl?: unknown
  /** Asked for before the socket is opened: the server does not wait long for it. */
  readonly token: () => Promise<string | null>
  readonly onOpened: (client: Client) => void
  readonly onRtt: (rttMs: number) => void
  /** Called once, whether the connection never opened, was closed, or fell silent. */
  readonly onLost: (close: Close | null) => void
}

export interface WsSession {
  check(): void
  dispose(): void
}

/**
 * One connection from opening to loss. graphql-ws stops for good on a list of close codes and resends subscriptions as
 * they were first asked; a client per connection leaves both decisions to the transport.
 */
export function openWsSession(options: WsSessionOptions): WsSession {
  let over = false
  let heartbeat: Heartbeat | undefined
  let client: Client | null = null

  const stop = () => {
    over = true
    clearTimeout(connectTimeout)
    heartbeat?.stop()
    // Without this graphql-ws itself reconnects after a normal closure.
    Promise.resolve(client?.dispose()).catch(() => undefined)
  }
  const end = (close: Close | null) => {
    if (over) return
    stop()
    options.onLost(close)
  }
  const giveUp = () => {
    if (client === null) end(null)
    else client.terminate()
  }
  const connectTimeout = setTimeout(giveUp, CONNECT_TIMEOUT_MS)
  const open = (token: string | null) => {
    const opened = createClient({
      url: options.url,
      webSocketImpl: options.webSocketImpl,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => end(null),
      on: {
        connected: (socket) => {
          clearTimeout(connectTimeout)
          heartbeat = startHeartbeat({
            intervalMs: options.pingIntervalMs,
            timeoutMs: options.pingTimeoutMs,
            sendPing: () => (socket as WebSocket).send(JSON.stringify({ type: MessageType.Ping })),
            onRtt: options.onRtt,
            onSilence: () => opened.terminate(),
          })
          options.onOpened(opened)
        },
        message: () => heartbeat?.heard(),
        pong: (received) => {
          if (received) heartbeat?.pong()
        },
        closed: (event) => end(closeOf(event)),
      },
    })
    client = opened
  }
  options.token().then(
    (token) => {
      if (!over) open(token)
    },
    () => end(null),
  )

  return {
    check: () => heartbeat?.check(),
    dispose() {
      if (over) return
      stop()
      client?.terminate()
    },
  }
}

function closeOf(event: unknown): Close | null {
  const { code, reason = '' } = event as Partial<Close>
  return code === undefined ? null : { code, reason }
}
