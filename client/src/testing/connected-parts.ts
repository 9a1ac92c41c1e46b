import type { Client } from 'urql'
import { createFrameScheduler } from '../live/frame-scheduler.js'
import type { LiveStoreParts } from '../live/live-store.js'

/** A connection that stays, frames that follow at once, and the client given, for tests that need no server. */
export function connectedParts(client: Partial<Client> = {}): Omit<LiveStoreParts, 'freshness'> {
  return {
    client: client as Client,
    connection: { current: () => ({ kind: 'live', epoch: 1, rttMs: null }), subscribe: () => () => undefined },
    frames: createFrameScheduler({ nextFrame: (run) => run(), onVisible: () => undefined }),
  }
}
