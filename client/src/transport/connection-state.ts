export interface LostState {
  readonly kind: 'reconnecting' | 'offline'
  readonly attempt: number
  /** When the next attempt starts; null while one is under way. */
  readonly retryAtMs: number | null
  readonly lostAtMs: number
}

/** What the socket is doing. Times are milliseconds of the browser's clock. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly epoch: number; readonly rttMs: number | null }
  /** The server does not answer to who looks. It is not asked again. */
  | { readonly kind: 'refused' }
  | LostState

export type ConnectionEvent =
  | { readonly type: 'opened'; readonly epoch: number }
  | { readonly type: 'pong'; readonly rttMs: number }
  | {
      readonly type: 'lost'
      readonly atMs: number
      readonly attempt: number
      readonly retryAtMs: number
      readonly online: boolean
    }
  | { readonly type: 'attempt' }
  | { readonly type: 'refused' }
  | { readonly type: 'network'; readonly online: boolean }

const isLost = (state: ConnectionState): state is LostState => state.kind === 'reconnecting' || state.kind === 'offline'

/** The state machine behind the indicator. A first attempt that fails counts as lost, so that the countdown shows. */
export function nextConnectionState(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  switch (event.type) {
    case 'opened':
      return { kind: 'live', epoch: event.epoch, rttMs: null }
    case 'pong':
      return state.kind === 'live' ? { ...state, rttMs: event.rttMs } : state
    case 'lost':
      return {
        kind: event.online ? 'reconnecting' : 'offline',
        attempt: event.attempt,
        retryAtMs: event.retryAtMs,
        lostAtMs: isLost(state) ? state.lostAtMs : event.atMs,
      }
    case 'refused':
      return { kind: 'refused' }
    case 'attempt':
      return isLost(state) ? { ...state, retryAtMs: null } : state
    case 'network':
      return isLost(state) ? { ...state, kind: event.online ? 'reconnecting' : 'offline' } : state
  }
}
