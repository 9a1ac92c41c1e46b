import type { UnixMs } from '../../../domain/units.js'

/** Notices channels that have fallen silent. */
export interface SilenceWatch {
  /** From now on it watches these channels and no others. */
  watch(channels: readonly string[], nowMs: UnixMs): void
  /** A channel spoke. */
  heard(channel: string, atMs: UnixMs): void
  /** The watched channels that are silent for too long. It names a channel again after `againMs` more of silence. */
  silent(nowMs: UnixMs): readonly string[]
}

export interface SilenceTimings {
  readonly silenceMs: number
  readonly againMs: number
}

/** When the clock is set back, the silence of every channel is counted from then on. */
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
