export interface Heartbeat {
  /** Anything received proves that the server lives. */
  heard(): void
  pong(): void
  /** Asks now, for instance when the browser says that the network is gone. */
  check(): void
  stop(): void
}

/** A page is busy in its first moments: a round trip measured then would mostly measure the page. */
const FIRST_PING_MS = 1_000
/** How long to wait when there is reason to doubt. */
const CHECK_TIMEOUT_MS = 2_000

export interface HeartbeatOptions {
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly sendPing: () => void
  readonly onRtt: (rttMs: number) => void
  readonly onSilence: () => void
}

/** Pings at an interval, measures the round trip, and reports a server that answers nothing at all in time. */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  let sentAt: number | null = null
  let next: ReturnType<typeof setTimeout> | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined
  let patienceMs = options.timeoutMs

  const expectWithin = (timeoutMs: number) => {
    clearTimeout(deadline)
    patienceMs = timeoutMs
    deadline = setTimeout(options.onSilence, timeoutMs)
  }
  const ping = () => {
    clearTimeout(next)
    expectWithin(options.timeoutMs)
    if (sentAt !== null) return
    sentAt = performance.now()
    options.sendPing()
  }
  next = setTimeout(ping, Math.min(FIRST_PING_MS, options.intervalMs))

  return {
    heard() {
      if (sentAt !== null) expectWithin(patienceMs)
    },
    pong() {
      if (sentAt === null) return
      clearTimeout(deadline)
      options.onRtt(performance.now() - sentAt)
      sentAt = null
      next = setTimeout(ping, options.intervalMs)
    },
    check() {
      ping()
      expectWithin(Math.min(CHECK_TIMEOUT_MS, options.timeoutMs))
    },
    stop() {
      clearTimeout(next)
      clearTimeout(deadline)
    },
  }
}
