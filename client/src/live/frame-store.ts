import type { FrameScheduler } from './frame-scheduler.js'

export interface FrameStore<Value> {
  /** The value as of the last frame: what the screen shows. */
  shown(): Value
  /** The value as of now. */
  newest(): Value
  set(value: Value): void
  subscribe(listener: () => void): () => void
}

/** Holds one value, the newest. Readers are told at most once per animation frame, however fast it changes. */
export function createFrameStore<Value>(initial: Value, frames: FrameScheduler): FrameStore<Value> {
  let newest = initial
  let shown = initial
  const listeners = new Set<() => void>()
  const flush = () => {
    if (shown === newest) return
    shown = newest
    for (const listener of [...listeners]) listener()
  }
  return {
    shown: () => shown,
    newest: () => newest,
    set(value) {
      newest = value
      frames.request(flush)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
