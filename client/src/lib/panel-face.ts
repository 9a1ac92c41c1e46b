/** What went silent: the source of the numbers, or the connection to the server. A recording has ended. */
export type StaleCause = 'feed' | 'connection' | 'ended'

/** `empty` has nothing to ask for. */
type PanelKind = 'empty' | 'waiting' | 'live' | 'stale' | 'failed'

/**
 * What does not answer: the server to this question, the server at all, or the source of market data. A recording
 * that has ended is no failure, and brings nothing more.
 */
type FailureOf = 'question' | 'connection' | 'source' | 'ended'

export interface FaceFailure {
  readonly of: FailureOf
  readonly message: string
  readonly sinceMs: number
  /** Null when it is not tried again by itself, or is being tried at the moment. */
  readonly retryAtMs: number | null
}

/** What the frame of a panel shows of its stream. */
export interface PanelFace {
  readonly kind: PanelKind
  readonly seq: number | null
  readonly asOf: string | null
  readonly lastUpdateMs: number | null
  readonly stale: {
    readonly sinceMs: number
    /** Whether some of it is still heard. */
    readonly isPartly: boolean
    readonly cause: StaleCause
    /** What went wrong, where that is known. */
    readonly reason: string | null
  } | null
  readonly failure: FaceFailure | null
}
