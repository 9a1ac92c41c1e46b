const FIRST_MIN_MS = 300
const FIRST_MAX_MS = 1_000
const BASE_MS = 1_000
/** A server that restarts is back within minutes: until then nobody waits long for it. */
const FIRST_MINUTES_MS = 3 * 60_000
const FIRST_MINUTES_CAP_MS = 5_000
const CAP_MS = 30_000

/**
 * Close codes of a server that does not understand this client: protocol and request errors. The client retries even
 * these, at the slowest pace, because the server may be in the middle of a deployment.
 */
const HOPELESS_CODES: ReadonlySet<number> = new Set([1002, 1003, 1007, 1009, 4004, 4005, 4400, 4406, 4429])

export interface LostConnection {
  /** 1 for the first retry since a connection last held. */
  readonly attempt: number
  readonly closeCode?: number | null
  /** How long ago it was lost. When it is left out, the longer waits apply. */
  readonly lostForMs?: number
}

/**
 * How long to wait before a retry: soon at first, then doubling up to 5 s in the first three minutes and up to 30 s
 * after them. Jittered, so that clients do not return together.
 */
export function retryDelayMs(
  { attempt, closeCode = null, lostForMs = Infinity }: LostConnection,
  random: () => number = Math.random,
): number {
  if (closeCode !== null && HOPELESS_CODES.has(closeCode)) return CAP_MS * (0.75 + random() * 0.25)
  if (attempt <= 1) return FIRST_MIN_MS + random() * (FIRST_MAX_MS - FIRST_MIN_MS)
  const capMs = lostForMs < FIRST_MINUTES_MS ? FIRST_MINUTES_CAP_MS : CAP_MS
  const ceiling = Math.min(capMs, BASE_MS * 2 ** Math.min(attempt - 1, 10))
  return ceiling * (0.5 + random() * 0.5)
}
