export type PanelKind = 'waiting' | 'live' | 'stale' | 'failed'

/** What the frame of a panel shows of its stream. */
export interface PanelFace {
  readonly kind: PanelKind
  readonly seq: number | null
  readonly asOf: string | null
  readonly lastUpdateMs: number | null
  readonly stale: { readonly sinceMs: number; readonly cause: 'feed' | 'connection' } | null
  readonly failure: string | null
}
