import type { TurnAsker } from '../../server/lib/fair-turns.js'

const stays = new AbortController().signal

/** Somebody who waits for turns. Left out: on a connection of its own, never leaving, not of this machine. */
export function turnAsker(source: string, parts: Partial<TurnAsker> = {}): TurnAsker {
  const { signal = stays, connection = {}, isLocal = false } = parts
  return {
    source,
    connection,
    signal,
    isLocal,
    get hasLeft() {
      return signal.aborted
    },
  }
}
