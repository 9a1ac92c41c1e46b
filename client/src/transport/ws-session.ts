import { createClient, MessageType, type Client } from 'graphql-ws'
import { startHeartbeat, type Heartbeat } from './heartbeat.js'

const CONNECT_TIMEOUT_MS = 10_000

export interface WsSessionOptions {
  readonly url: string
  readonly pingIntervalMs: number
  readonly pingTimeoutMs: number
  readonly webSocketImpl?: unknown
  readonly onOpened: (client: Client) => void
  readonly onRtt: (rttMs: number) => void
  /** Called once, whether the connection never opened, was closed, or fell silent. */
  readonly onLost: (closeCode: number | null) => void
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
  const disposed = () => {
    Promise.resolve(client.dispose()).catch(() => undefined)
  }

  const end = (closeCode: number | null) => {
    if (over) return
    over = true
    clearTimeout(connectTimeout)
    heartbeat?.stop()
    // Without this graphql-ws itself reconnects after a normal closure.
    disposed()
    options.onLost(closeCode)
  }

  const client = createClient({
    url: options.url,
    webSocketImpl: options.webSocketImpl,
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
          onSilence: () => client.terminate(),
        })
        options.onOpened(client)
      },
      message: () => heartbeat?.heard(),
      pong: (received) => {
        if (received) heartbeat?.pong()
      },
      closed: (event) => end((event as { code?: number }).code ?? null),
    },
  })
  const connectTimeout = setTimeout(() => client.terminate(), CONNECT_TIMEOUT_MS)

  return {
    check: () => heartbeat?.check(),
    dispose() {
      if (over) return
      over = true
      clearTimeout(connectTimeout)
      heartbeat?.stop()
      disposed()
      client.terminate()
    },
  }
}
