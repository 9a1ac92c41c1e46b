export type PanelKind = 'waiting' | 'live' | 'stale' | 'failed'

/** What the frame of a panel shows of its stream. */
export interface PanelFace {
  readonly kind: PanelKind
  readonly seq: number | null
  readonly asOf: string | null
  readonly lastUpdateMs: number | null
  readonly stale: { readonly sinceMs: number; readonly cause: 'feed' | 'connection' } | null
  readonly failure: {
    readonly message: string
    readonly sinceMs: number
    /** Null when it is not tried again by itself. */
    readonly retryAtMs: number | null
  } | null
}
