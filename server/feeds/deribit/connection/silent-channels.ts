import type { UnixMs } from '../../../domain/units.js'

/** Notices channels that have fallen silent. */
export interface SilenceWatch {
  /** Watches these from now on, and no others. */
  watch(channels: readonly string[], nowMs: UnixMs): void
  /** Takes note that a channel spoke. */
  heard(channel: string, atMs: UnixMs): void
  /** Watched channels that have been silent for too long; each is named again only after `againMs` of more silence. */
  silent(nowMs: UnixMs): readonly string[]
}

export interface SilenceTimings {
  readonly silenceMs: number
  readonly againMs: number
}

/** A clock that is set back begins the time of every channel anew. */
export function createSilenceWatch({ silenceMs, againMs }: SilenceTimings): SilenceWatch {
  const nameAtMs = new Map<string, UnixMs>()
  let checkedMs = -Infinity
  return {
    watch(channels, nowMs) {
      const wanted = new Set(channels)
      for (const channel of nameAtMs.keys()) if (!wanted.has(channel)) nameAtMs.delete(channel)
      for (const channel of wanted) if (!nameAtMs.has(channel)) nameAtMs.set(channel, nowMs + silenceMs)
    },
    heard(channel, atMs) {
      if (!nameAtMs.has(channel)) return
      nameAtMs.set(channel, atMs + silenceMs)
      checkedMs = Math.max(checkedMs, atMs)
    },
    silent(nowMs) {
      if (nowMs < checkedMs) for (const channel of nameAtMs.keys()) nameAtMs.set(channel, nowMs + silenceMs)
      checkedMs = nowMs
      const named = [...nameAtMs].filter(([, atMs]) => atMs <= nowMs).map(([channel]) => channel)
      for (const channel of named) nameAtMs.set(channel, nowMs + againMs)
      return named
    },
  }
}
