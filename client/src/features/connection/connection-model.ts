import { fixed } from '../../lib/format.js'
import { text } from '../../lib/text.js'
import type { LiveFailure } from '../../live/failure.js'
import type { ConnectionState, StreamFreshness } from '../../live/use-connection.js'

type Indication = 'connecting' | 'refused' | 'waiting' | 'live' | 'reconnecting' | 'stale' | 'offline'

export interface ConnectionDisplay {
  readonly indication: Indication
  readonly label: string
  /** The round trip or the countdown. */
  readonly detail: string
  readonly hint: string
  readonly canRetry: boolean
}

const words = text.connection

const roundTrip = (rttMs: number | null) =>
  rttMs === null ? '' : words.rtt(rttMs < 10 ? fixed(rttMs, 1) : fixed(rttMs, 0))

function countdown(retryAtMs: number | null, nowMs: number): string {
  return retryAtMs === null ? words.trying : words.retryIn(Math.max(0, Math.ceil((retryAtMs - nowMs) / 1_000)))
}

const hints: Record<StreamFreshness, string> = {
  live: words.rttHint,
  waiting: words.waitingHint,
  stale: words.staleHint,
}

export type SourceTrouble = Pick<LiveFailure, 'of' | 'message'>

/** What is shown of the connection besides its own state. */
export interface SourceState {
  readonly freshness: StreamFreshness
  /** What is wrong with the source of market data. */
  readonly trouble: SourceTrouble | null
}

/** Waiting and stale are no states of the socket: it holds, but a source of what is shown is silent. */
export function displayOf(
  state: ConnectionState,
  { freshness, trouble }: SourceState,
  nowMs: number,
): ConnectionDisplay {
  switch (state.kind) {
    case 'connecting':
      return { indication: 'connecting', label: words.connecting, detail: '', hint: '', canRetry: false }
    case 'refused':
      return { indication: 'refused', label: words.refused, detail: '', hint: words.refusedHint, canRetry: false }
    case 'live': {
      const detail = roundTrip(state.rttMs)
      if (freshness !== 'live' && trouble !== null) {
        return {
          indication: freshness,
          label: trouble.of === 'ended' ? words.ended : words.troubled,
          detail,
          hint:
            trouble.of === 'ended'
              ? `${trouble.message} ${text.panel.advice.ended}`
              : words.troubledHint(trouble.message),
          canRetry: false,
        }
      }
      return { indication: freshness, label: words[freshness], detail, hint: hints[freshness], canRetry: false }
    }
    case 'reconnecting':
    case 'offline':
      return {
        indication: state.kind,
        label: words[state.kind],
        detail: countdown(state.retryAtMs, nowMs),
        hint: words.attempt(state.attempt),
        canRetry: state.retryAtMs !== null,
      }
  }
}
