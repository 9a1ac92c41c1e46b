import type { UnixMs } from '../../domain/units.js'

/** Notices channels that have fallen silent. */
export interface SilenceWatch {
  /** Takes note that a channel spoke. */
  heard(channel: string, atMs: UnixMs): void
  /** Watched channels that have been silent for too long; each is named again only after `againMs` of more silence. */
  silent(nowMs: UnixMs): readonly string[]
}

export interface SilenceTimings {
  readonly silenceMs: number
  readonly againMs: number
}

/** Watches channels from `startMs` on. A clock that is set back begins their time anew. */
export function createSilenceWatch(
  channels: readonly string[],
  { silenceMs, againMs }: SilenceTimings,
  startMs: UnixMs,
): SilenceWatch {
  const nameAtMs = new Map(channels.map((channel) => [channel, startMs + silenceMs]))
  let checkedMs = startMs
  const startOver = (nowMs: UnixMs) => {
    for (const channel of channels) nameAtMs.set(channel, nowMs + silenceMs)
  }
  return {
    heard(channel, atMs) {
      if (!nameAtMs.has(channel)) return
      nameAtMs.set(channel, atMs + silenceMs)
      checkedMs = Math.max(checkedMs, atMs)
    },
    silent(nowMs) {
      if (nowMs < checkedMs) startOver(nowMs)
      checkedMs = nowMs
      const named = channels.filter((channel) => (nameAtMs.get(channel) ?? Infinity) <= nowMs)
      for (const channel of named) nameAtMs.set(channel, nowMs + againMs)
      return named
    },
  }
}
